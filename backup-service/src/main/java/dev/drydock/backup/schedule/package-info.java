/** What runs by the clock: sweeping garbage. */
@NullMarked
package dev.drydock.backup.schedule;

import org.jspecify.annotations.NullMarked;
