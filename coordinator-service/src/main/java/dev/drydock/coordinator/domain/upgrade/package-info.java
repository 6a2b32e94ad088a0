/** The fleet-wide undertaking: strategy, waves, admission, budget. Pure. */
@NullMarked
package dev.drydock.coordinator.domain.upgrade;

import org.jspecify.annotations.NullMarked;
