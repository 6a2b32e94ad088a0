package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.Migrations;
import dev.drydock.migration.domain.AppliedScript;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.PendingScripts;
import dev.drydock.migration.domain.Script;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Applies scripts in the order of effects that Flyway has: guard, statements, guard, history row.
 *
 * @param refused tenants whose rows the last script's second statement is refused for
 */
record SimulatedMigrations(Releases releases, Set<String> refused) implements Migrations {
  @Override
  public Release parse(BundleFiles files) {
    return new Applying(releases.bundle(files.sha256()));
  }

  private final class Applying implements Release {
    private final Bundle bundle;

    Applying(Bundle bundle) {
      this.bundle = bundle;
    }

    @Override
    public Bundle bundle() {
      return bundle;
    }

    @Override
    public int apply(Connection connection, Scope scope, EachScript each) {
      var wire = SimulatedConnection.wireOf(connection);
      var history = reached(() -> wire.ask("history", () -> wire.session().content()), "history");
      var pending =
          PendingScripts.of(bundle, history.asHistory()).scripts().stream()
              .filter(scope.admitted())
              .toList();
      try {
        if (scope.atomic()) {
          wire.begin();
        }
        for (var script : pending) {
          boolean last = script.equals(bundle.scripts().getLast());
          applyOne(wire, connection, script, scope.atomic(), each, last);
        }
        if (scope.atomic()) {
          commit(wire, "scripts");
        }
      } catch (RuntimeException e) {
        wire.rollback();
        throw e;
      }
      return pending.size();
    }

    @Override
    public List<Failure> validate(Connection connection, Scope scope) {
      var wire = SimulatedConnection.wireOf(connection);
      reached(() -> wire.ask("validate", () -> wire.session().content()), "validate");
      return List.of();
    }
  }

  private void applyOne(
      Wire wire,
      Connection connection,
      Script script,
      boolean atomic,
      EachScript each,
      boolean last) {
    boolean alone = script.transactional() && !atomic;
    if (alone) {
      wire.begin();
    }
    each.before(connection, script);
    statement(wire, script, 1, Content::withCanaryMoved);
    refuseWhereItIs(wire, script, last);
    statement(wire, script, 2, content -> content.withJournal(script.name()));
    statement(wire, script, 3, content -> content.withTable(table(script)));
    each.after(connection, script);
    statement(wire, script, 4, historyRow(wire, script));
    if (alone) {
      commit(wire, script.name());
    }
  }

  private void refuseWhereItIs(Wire wire, Script script, boolean last) {
    if (refused.contains(wire.session().tenant)
        && last
        && !wire.session().place.name.startsWith("_drydock_s_")) {
      throw new ScriptFailed(
          Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, script.name()).withSqlState("23503"));
    }
    if (wire.client().happens(Mishap.LOCKED)) {
      throw new ScriptFailed(
          Failure.of(FailureCode.LOCK_TIMEOUT, script.name()).withSqlState("55P03"));
    }
  }

  private static void statement(
      Wire wire, Script script, int number, UnaryOperator<Content> change) {
    var takes = Duration.ofMillis(takesMs(wire.client()));
    var what = script.name() + ":" + number;
    reached(
        () -> {
          wire.run(what, takes, () -> wire.session().change(change));
          return what;
        },
        script.name());
  }

  /** Most statements are quick, a few take longer than a lease. */
  private static long takesMs(Life client) {
    return client.drawn(40) == 0 ? client.drawn(60_000) : 5 + client.drawn(300);
  }

  private static void commit(Wire wire, String what) {
    reached(
        () -> {
          wire.commit(what);
          return what;
        },
        what);
  }

  /** What the connection says of a statement becomes a script's failure, as Flyway makes it one. */
  private static <T> T reached(java.util.function.Supplier<T> statement, String script) {
    try {
      return statement.get();
    } catch (TenantDatabaseFailure.Transient e) {
      throw new ScriptFailed(
          Failure.of(e.failure().code(), script).withSqlState(e.failure().sqlState()));
    }
  }

  /** Its rank is chosen now: another's row of the same rank will be in the way of the commit. */
  private static UnaryOperator<Content> historyRow(Wire wire, Script script) {
    var row = row(wire.session().content().history().size() + 1, script);
    return content -> content.withHistory(row);
  }

  static String table(Script script) {
    return "table of_" + script.version();
  }

  static AppliedScript row(int rank, Script script) {
    return new AppliedScript(
        rank,
        Objects.requireNonNull(script.version()),
        script.description(),
        "SQL",
        script.name(),
        script.checksum(),
        true);
  }
}
