package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.Script;
import java.sql.Connection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What applies scripts. */
public interface Migrations {
  /**
   * Parses every script once.
   *
   * @throws BundleInvalid also when no script is found: that is an error, never a success
   */
  Release parse(BundleFiles files);

  /** A parsed bundle, safe to share between tenants and threads. */
  interface Release {
    Bundle bundle();

    /**
     * Applies what is pending, on this connection alone.
     *
     * @return how many scripts were applied
     * @throws ScriptFailed when the database refused a statement
     */
    int apply(Connection connection, Scope scope, EachScript each);

    /**
     * Compares the history with the bundle; empty when they agree.
     *
     * @throws ScriptFailed when the database could not be asked for now
     */
    List<Failure> validate(Connection connection, Scope scope);
  }

  /**
   * @param schema of a schema tenant, {@code null} for a database tenant
   * @param atomic whether all pending scripts share one transaction
   * @param admitted which scripts exist at all for this call
   */
  record Scope(@Nullable String schema, boolean atomic, Predicate<Script> admitted) {
    public static Scope of(@Nullable String schema) {
      return new Scope(schema, false, script -> true);
    }
  }

  /** Called on the migrating connection, in the script's own transaction where there is one. */
  interface EachScript {
    void before(Connection connection, Script script);

    void after(Connection connection, Script script);

    /** Does nothing: for scratch databases, which no one shares. */
    EachScript UNGUARDED =
        new EachScript() {
          @Override
          public void before(Connection connection, Script script) {}

          @Override
          public void after(Connection connection, Script script) {}
        };
  }

  /** The database refused a statement of a script. */
  final class ScriptFailed extends RuntimeException {
    private final Failure failure;

    public ScriptFailed(Failure failure) {
      super(failure.summary());
      this.failure = failure;
    }

    public Failure failure() {
      return failure;
    }
  }
}
