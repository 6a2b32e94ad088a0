/** The consumers of results and progress; they translate and never decide. */
@NullMarked
package dev.drydock.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
