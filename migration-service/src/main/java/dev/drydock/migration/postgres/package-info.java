/** What is asked of a tenant's own PostgreSQL database directly. */
@NullMarked
package dev.drydock.migration.postgres;

import org.jspecify.annotations.NullMarked;
