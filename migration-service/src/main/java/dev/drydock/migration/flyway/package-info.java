/** Flyway, embedded: reads scripts and applies them on one connection. */
@NullMarked
package dev.drydock.migration.flyway;

import org.jspecify.annotations.NullMarked;
