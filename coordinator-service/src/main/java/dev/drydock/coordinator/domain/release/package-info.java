/** Releases: what a bundle may hold, what it is called by its content, and when it is refused. */
@NullMarked
package dev.drydock.coordinator.domain.release;

import org.jspecify.annotations.NullMarked;
