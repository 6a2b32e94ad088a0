package dev.drydock.migration.flyway;

import dev.drydock.migration.application.BundleInvalid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.GenericCallback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.sqlscript.SqlScript;

/**
 * A bundle's {@code beforeEachMigrate} and {@code afterEachMigrate}, run by us between fence and
 * receipt. Flyway runs every other callback outside of them, so a bundle that holds one is refused.
 */
final class EachScriptSql {
  private static final Set<Event> ADMITTED =
      Set.of(Event.BEFORE_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE);

  private final List<GenericCallback<Event>> callbacks;

  private EachScriptSql(List<GenericCallback<Event>> callbacks) {
    this.callbacks = callbacks;
  }

  /**
   * @throws BundleInvalid naming the callback that would run outside a script's transaction
   */
  static EachScriptSql of(
      FluentConfiguration configuration, ScriptFiles files, String tenantPlaceholder) {
    var parsed = new ParsedScripts(configuration, files);
    var callbacks = parsed.callbacks(EachScriptSql::admitted);
    parsed
        .all()
        .forEach((path, script) -> {
          mustStayInTransaction(path, script);
          mustSuitEveryTenant(path, files, tenantPlaceholder);
        });
    return new EachScriptSql(callbacks);
  }

  void run(Event event, Context context) {
    for (var callback : callbacks) {
      if (callback.supports(event, context)) {
        callback.handle(event, context);
      }
    }
  }

  private static Optional<Event> admitted(String prefix) {
    var event = Optional.ofNullable(Event.fromId(prefix));
    event
        .filter(found -> !ADMITTED.contains(found))
        .ifPresent(found -> {
          throw new BundleInvalid(
              found.getId(),
              "This callback would run outside the scripts' transaction and could run twice or"
                  + " never; only beforeEachMigrate and afterEachMigrate are run.");
        });
    return event;
  }

  private static void mustStayInTransaction(String path, SqlScript script) {
    try {
      if (script.executeInTransaction() && !TransactionControl.in(script)) {
        return;
      }
    } catch (FlywayException e) {
      throw new BundleInvalid(path, "Flyway cannot parse it: check quotes and delimiters.");
    }
    throw new BundleInvalid(
        path, "It runs inside each script's transaction, so it cannot end it or need none.");
  }

  /** It is parsed once for all tenants. */
  private static void mustSuitEveryTenant(String path, ScriptFiles files, String placeholder) {
    if (files.mentions(path, placeholder)) {
      throw new BundleInvalid(
          path, "A callback cannot name its tenant; its schema is first in the search path.");
    }
  }
}
