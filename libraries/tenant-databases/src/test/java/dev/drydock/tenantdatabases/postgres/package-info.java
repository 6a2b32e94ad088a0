/** The PostgreSQL engine against a real server, as the role of the README. */
@NullMarked
package dev.drydock.tenantdatabases.postgres;

import org.jspecify.annotations.NullMarked;
