package dev.drydock.verification.fleet.observation;

import static dev.drydock.verification.fleet.observation.Rows.literal;

import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.canary.Application;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.canary.CanaryTenant;
import dev.drydock.verification.fleet.judgement.Observations.EffectSeen;
import dev.drydock.verification.fleet.judgement.Observations.TenantSeen;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tenants' databases and what Drydock keeps beside them, read as superuser. */
final class TenantObserver {
  private final Stack stack;
  private final CanaryFleet fleet;

  TenantObserver(Stack stack, CanaryFleet fleet) {
    this.stack = stack;
    this.fleet = fleet;
  }

  /** Of each tenant, by ID. */
  Map<String, TenantSnapshot> snapshots() throws SQLException {
    var snapshots = new TreeMap<String, TenantSnapshot>();
    for (var tenant : fleet.tenants()) {
      snapshots.put(tenant.id(), snapshot(tenant.database(), tenant.tablesIn()));
    }
    return snapshots;
  }

  TenantSnapshot snapshot(String database, String schema) throws SQLException {
    try (var connection = stack.postgres().connect(database)) {
      return Snapshots.of(connection, schema);
    }
  }

  /**
   * @param latest state of each tenant's latest way
   */
  List<TenantSeen> tenants(Map<String, String> latest) throws SQLException {
    var seen = new ArrayList<TenantSeen>();
    for (var tenant : fleet.tenants()) {
      // Before the snapshot: what is acknowledged later may not be in it yet.
      var application = fleet.applications().get(tenant.id());
      var writes = application == null ? List.<Application.Write>of() : application.writes();
      seen.add(
          new TenantSeen(
              tenant.id(),
              tenant.flaw(),
              latest.getOrDefault(tenant.id(), ""),
              getsIn(tenant),
              fence(tenant),
              snapshot(tenant.database(), tenant.tablesIn()),
              effects(tenant),
              writes));
    }
    return seen;
  }

  /** Tries a real write as the application, and takes it back. */
  private boolean getsIn(CanaryTenant tenant) {
    try (var connection = fleet.connectAsWriter(tenant)) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.setQueryTimeout(10);
        statement.execute(
            "INSERT INTO \"%s\".app_write (seq) VALUES (-1)".formatted(tenant.tablesIn()));
      }
      connection.rollback();
      return true;
    } catch (SQLException keptOut) {
      return false;
    }
  }

  private long fence(CanaryTenant tenant) throws SQLException {
    if (!hasControl()) {
      return 0;
    }
    try (var control = stack.postgres().connect("_drydock")) {
      return Rows.of(
              control,
              "SELECT coalesce(max(token), 0) FROM public.fence WHERE tenant = "
                  + literal(tenant.id()),
              row -> row.getLong(1))
          .getFirst();
    }
  }

  private boolean hasControl() throws SQLException {
    try (var connection = stack.postgres().connect("postgres")) {
      return !Rows.texts(connection, "SELECT 1 FROM pg_database WHERE datname = '_drydock'")
          .isEmpty();
    }
  }

  private List<EffectSeen> effects(CanaryTenant tenant) throws SQLException {
    var effects = new ArrayList<EffectSeen>();
    if (hasControl()) {
      try (var control = stack.postgres().connect("_drydock")) {
        effects.addAll(
            effects(control, "effect", "SELECT token, effect, at FROM public.receipt", tenant));
      }
    }
    try (var inside = stack.postgres().connect(tenant.database())) {
      if (!Rows.texts(inside, "SELECT 1 FROM pg_namespace WHERE nspname = '_drydock'").isEmpty()) {
        for (var kind : List.of("intent", "receipt")) {
          effects.addAll(
              effects(inside, kind, "SELECT token, script, at FROM _drydock." + kind, tenant));
        }
      }
    }
    return effects;
  }

  private static List<EffectSeen> effects(
      Connection connection, String kind, String sql, CanaryTenant tenant) throws SQLException {
    return Rows.of(
        connection,
        sql + " WHERE tenant = " + literal(tenant.id()),
        row ->
            new EffectSeen(
                row.getString(2).startsWith("restore/") ? "effect" : kind,
                row.getLong(1),
                row.getString(2),
                row.getTimestamp(3).getTime()));
  }
}
