package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.domain.Script;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationJournal;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Fence, intent, receipt, and the looks at the role and outside the tenant's schema, around each
 * script of one attempt.
 */
final class GuardedScripts {
  private final MigrationJournal journal;
  private final TenantQueries queries;
  private final Outside outsideOf;
  private @Nullable String owner;
  private @Nullable String outside;
  private boolean leftIntents;

  GuardedScripts(MigrationJournal journal, TenantQueries queries, Outside outsideOf) {
    this.journal = journal;
    this.queries = queries;
    this.outsideOf = outsideOf;
  }

  /** How the catalogue outside the tenant's schema is watched. */
  enum Outside {
    /** Not at all: the whole database is the tenant's. */
    NOT,
    /** All scripts share one snapshot. */
    ONCE,
    /** Each script has its own. */
    EACH;

    static Outside of(boolean schemaTenant, boolean atomic) {
      if (!schemaTenant) {
        return NOT;
      }
      return atomic ? ONCE : EACH;
    }
  }

  /** A script changed something outside its tenant's schema, or ended as another role. */
  static final class ReachedOut extends RuntimeException {
    private final Failure failure;

    private ReachedOut(Script script, String advice) {
      super("a script reached out of its tenant");
      this.failure = Failure.of(FailureCode.SCRIPT_REACHES_OUT, script.name()).withAdvice(advice);
    }

    static ReachedOut ofItsSchema(Script script) {
      return new ReachedOut(
          script, "It changes objects outside the tenant's own schema; take them out.");
    }

    static ReachedOut ofItsRole(Script script) {
      return new ReachedOut(
          script, "It leaves the role of the tenant's owner; take out what changes the role.");
    }

    Failure failure() {
      return failure;
    }
  }

  /** Whether a script that cannot be rolled back was begun. */
  boolean leftIntents() {
    return leftIntents;
  }

  EachScript watchedBy(Watch watch) {
    return new EachScript() {
      @Override
      public void before(Connection connection, Script script) {
        watch.at(script.name());
        GuardedScripts.this.before(connection, script);
      }

      @Override
      public void after(Connection connection, Script script) {
        GuardedScripts.this.after(connection, script);
      }
    };
  }

  private void before(Connection connection, Script script) {
    journal.checkFence(connection);
    if (owner == null) {
      owner = queries.role(connection);
    }
    if (!script.transactional()) {
      leftIntents = true;
      journal.intend(connection, script.name());
    }
    if (watches(script) && (outside == null || outsideOf == Outside.EACH)) {
      outside = journal.outsideDigest(connection);
    }
  }

  private void after(Connection connection, Script script) {
    if (!queries.role(connection).equals(owner)) {
      throw ReachedOut.ofItsRole(script);
    }
    if (watches(script) && !journal.outsideDigest(connection).equals(outside)) {
      throw ReachedOut.ofItsSchema(script);
    }
    journal.receipt(connection, script.name());
  }

  /**
   * A script outside a transaction has no snapshot of its own: what its neighbours do meanwhile
   * would count as its doing.
   */
  private boolean watches(Script script) {
    return outsideOf != Outside.NOT && script.transactional();
  }
}
