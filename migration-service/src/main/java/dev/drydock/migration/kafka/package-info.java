/** Commands as they arrive. */
@NullMarked
package dev.drydock.migration.kafka;

import org.jspecify.annotations.NullMarked;
