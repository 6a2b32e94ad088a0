/** One tenant's way through the dock: states, facts, transitions. Pure. */
@NullMarked
package dev.drydock.coordinator.domain.saga;

import org.jspecify.annotations.NullMarked;
