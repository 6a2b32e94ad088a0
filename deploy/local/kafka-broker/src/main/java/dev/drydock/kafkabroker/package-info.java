/** A real Kafka broker in a JVM of its own, so that its jars never meet ours. */
@NullMarked
package dev.drydock.kafkabroker;

import org.jspecify.annotations.NullMarked;
