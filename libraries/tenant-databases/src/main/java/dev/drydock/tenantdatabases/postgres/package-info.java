/**
 * PostgreSQL, 14 and newer, through JDBC, {@code pg_dump} and {@code pg_restore}, as a role that is
 * not a superuser.
 */
@NullMarked
package dev.drydock.tenantdatabases.postgres;

import org.jspecify.annotations.NullMarked;
