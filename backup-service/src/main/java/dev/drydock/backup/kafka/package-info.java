/** Commands from Kafka into the work queue. */
@NullMarked
package dev.drydock.backup.kafka;

import org.jspecify.annotations.NullMarked;
