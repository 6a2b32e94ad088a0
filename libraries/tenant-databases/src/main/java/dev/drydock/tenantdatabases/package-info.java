/**
 * Tenant databases behind one port: what upgrading needs of an engine, one adapter package per
 * engine, {@code TenantDatabasesTestKit} as the specification that every adapter passes.
 */
@NullMarked
package dev.drydock.tenantdatabases;

import org.jspecify.annotations.NullMarked;
