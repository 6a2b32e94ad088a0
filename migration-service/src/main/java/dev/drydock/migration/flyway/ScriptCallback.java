package dev.drydock.migration.flyway;

import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.Script;
import java.util.Optional;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Hands each script to the guard, inside the script's own transaction, and remembers its refusal.
 * The bundle's own SQL around the script runs inside the guard too: fence first, receipt last.
 */
final class ScriptCallback implements Callback {
  private final Bundle bundle;
  private final EachScriptSql sql;
  private final EachScript each;
  private @Nullable RuntimeException refusal;
  private String current = "migrations";

  ScriptCallback(Bundle bundle, EachScriptSql sql, EachScript each) {
    this.bundle = bundle;
    this.sql = sql;
    this.each = each;
  }

  Optional<RuntimeException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The script that was begun last. */
  String current() {
    return current;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    var script = script(context);
    if (event == Event.BEFORE_EACH_MIGRATE) {
      current = script.name();
      guarded(() -> each.before(context.getConnection(), script));
      sql.run(event, context);
    } else {
      sql.run(event, context);
      guarded(() -> each.after(context.getConnection(), script));
    }
  }

  private void guarded(Runnable guard) {
    try {
      guard.run();
    } catch (RuntimeException e) {
      refusal = e;
      throw e;
    }
  }

  @Override
  public String getCallbackName() {
    return "drydock";
  }

  private Script script(Context context) {
    var name = context.getMigrationInfo().getScript();
    return bundle
        .byName(name)
        .orElseThrow(() -> new IllegalStateException("a script that is not in the bundle"));
  }
}
