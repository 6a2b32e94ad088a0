/** The ledger in PostgreSQL; translates and never decides. */
@NullMarked
package dev.drydock.coordinator.persistence;

import org.jspecify.annotations.NullMarked;
