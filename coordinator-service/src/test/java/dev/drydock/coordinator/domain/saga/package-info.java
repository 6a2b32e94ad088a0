/** The saga held to its word. */
@NullMarked
package dev.drydock.coordinator.domain.saga;

import org.jspecify.annotations.NullMarked;
