package dev.drydock.migration.flyway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.GenericCallback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.callback.SqlScriptCallbackFactory;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resolver.sql.SqlMigrationResolver;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.jspecify.annotations.Nullable;

/** What Flyway finds among a bundle's files, parsed by it and kept by path. */
final class ParsedScripts {
  static final PostgreSQLDatabaseType POSTGRESQL = new PostgreSQLDatabaseType();
  private static final List<String> OWN_PLACEHOLDERS =
      List.of(
          "flyway:defaultSchema",
          "flyway:user",
          "flyway:database",
          "flyway:timestamp",
          "flyway:filename",
          "flyway:workingDirectory",
          "flyway:table",
          "flyway:environment");

  private final FluentConfiguration configuration;
  private final ScriptFiles files;
  private final ParsingContext parsing = new ParsingContext();
  private final SharedScripts executors = new SharedScripts(POSTGRESQL);
  private final SqlScriptFactory remembering;
  private final Map<String, SqlScript> byPath = new HashMap<>();

  ParsedScripts(FluentConfiguration configuration, ScriptFiles files) {
    this.configuration = configuration;
    this.files = files;
    OWN_PLACEHOLDERS.forEach(name -> parsing.getPlaceholders().put(name, "drydock"));
    var factory = POSTGRESQL.createSqlScriptFactory(configuration, parsing);
    this.remembering =
        (resource, mixed, provider) -> {
          var script = factory.createSqlScript(resource, mixed, provider);
          byPath.put(resource.getRelativePath(), script);
          return script;
        };
  }

  List<ResolvedMigration> migrations() {
    var resolver = new SqlMigrationResolver(files, executors, remembering, configuration, parsing);
    return List.copyOf(
        resolver.resolveMigrations(
            new MigrationResolver.Context(configuration, files, remembering, executors, null)));
  }

  List<GenericCallback<Event>> callbacks(Function<String, Optional<Event>> eventOfPrefix) {
    return List.copyOf(
        new SqlScriptCallbackFactory<Event>(
                files, executors, remembering, configuration, eventOfPrefix::apply)
            .getCallbacks());
  }

  @Nullable SqlScript at(String path) {
    return byPath.get(path);
  }

  Map<String, SqlScript> all() {
    return byPath;
  }
}
