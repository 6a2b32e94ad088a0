/** The coordinator as it runs, against real servers. */
@NullMarked
package dev.drydock.coordinator.system;

import org.jspecify.annotations.NullMarked;
