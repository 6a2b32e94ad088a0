/** Receives the events of upgrades; translates and hands over. */
@NullMarked
package dev.drydock.notifier.kafka;

import org.jspecify.annotations.NullMarked;
