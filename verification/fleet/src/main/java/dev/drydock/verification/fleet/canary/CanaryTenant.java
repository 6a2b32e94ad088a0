package dev.drydock.verification.fleet.canary;

import org.jspecify.annotations.Nullable;

/**
 * One tenant of the canary fleet.
 *
 * @param schema null when the database is its own
 */
public record CanaryTenant(String id, String database, @Nullable String schema, Flaw flaw) {

  /** Owns the tables; nobody logs in as it. */
  public String ownerRole() {
    return id.replace('-', '_') + "_owner";
  }

  /** The application's login: kept out while the tenant is in the dock. */
  public String writerRole() {
    return id.replace('-', '_') + "_app";
  }

  /** The schema of its tables. */
  public String tablesIn() {
    return schema == null ? "public" : schema;
  }
}
