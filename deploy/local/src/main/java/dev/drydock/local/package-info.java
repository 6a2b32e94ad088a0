/** Real servers on loopback, each a process of its own: PostgreSQL, Kafka and an S3 store. */
@NullMarked
package dev.drydock.local;

import org.jspecify.annotations.NullMarked;
