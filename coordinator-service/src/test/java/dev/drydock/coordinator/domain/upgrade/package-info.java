/** Strategy, budget, admission. */
@NullMarked
package dev.drydock.coordinator.domain.upgrade;

import org.jspecify.annotations.NullMarked;
