package dev.drydock.migration.flyway;

import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.application.Migrations;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.MigrationSettings;
import dev.drydock.migration.domain.SchemaVersion;
import dev.drydock.migration.domain.Script;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resolver.sql.SqlMigrationResolver;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.jspecify.annotations.Nullable;

/**
 * Reads bundles with Flyway's own naming rules and parser, once, and lets Flyway apply them. See
 * ADR 0010 for what of Flyway is used, and what is switched off.
 */
public final class FlywayMigrations implements Migrations {
  private static final PostgreSQLDatabaseType POSTGRESQL = new PostgreSQLDatabaseType();
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

  @Override
  public Release parse(BundleFiles files) {
    var scriptFiles = new ScriptFiles(files.scripts(), encoding(files.settings()));
    boolean placeholders =
        !files.settings().placeholders().isEmpty()
            || files.settings().is("placeholderReplacement")
            || scriptFiles.mention("${flyway:");
    var configuration = Configurations.of(files.settings(), scriptFiles, placeholders);
    try {
      var parsed = new HashMap<String, SqlScript>();
      var resolved = resolve(configuration, scriptFiles, parsed);
      var scripts =
          resolved.stream()
              .map(migration -> script(migration, parsed.get(migration.getScript())))
              .toList();
      if (scripts.isEmpty()) {
        throw new BundleInvalid(
            "migrations", "No script was found; check prefix, suffix and folder.");
      }
      files.assertions().forEach(assertion -> Assertions.mustBeOneQuery(assertion, POSTGRESQL));
      var bundle =
          new Bundle(files.sha256(), scripts, files.assertions(), files.settings(), files.from());
      return new FlywayRelease(
          bundle,
          configuration,
          scriptFiles,
          scriptFiles.mention("${flyway:") ? List.of() : resolved);
    } catch (FlywayException e) {
      throw new BundleInvalid("migrations", "Flyway cannot read the scripts: check their names.");
    }
  }

  private static List<ResolvedMigration> resolve(
      FluentConfiguration configuration, ScriptFiles files, Map<String, SqlScript> parsed) {
    var parsing = new ParsingContext();
    OWN_PLACEHOLDERS.forEach(name -> parsing.getPlaceholders().put(name, "drydock"));
    var factory = POSTGRESQL.createSqlScriptFactory(configuration, parsing);
    SqlScriptFactory remembering =
        (resource, mixed, provider) -> {
          var script = factory.createSqlScript(resource, mixed, provider);
          parsed.put(resource.getRelativePath(), script);
          return script;
        };
    var executors = new SharedScripts(POSTGRESQL);
    var resolver = new SqlMigrationResolver(files, executors, remembering, configuration, parsing);
    return List.copyOf(
        resolver.resolveMigrations(
            new MigrationResolver.Context(configuration, files, remembering, executors, null)));
  }

  private static Script script(ResolvedMigration migration, @Nullable SqlScript parsed) {
    try {
      return new Script(
          migration.getScript(),
          version(migration),
          migration.getDescription(),
          Objects.requireNonNullElse(migration.getChecksum(), 0),
          migration.getExecutor().canExecuteInTransaction()
              && (parsed == null || !TransactionControl.in(parsed)));
    } catch (FlywayException e) {
      throw new BundleInvalid(
          migration.getScript(),
          "Flyway cannot parse it: check quotes, delimiters and placeholders.");
    }
  }

  private static @Nullable SchemaVersion version(ResolvedMigration migration) {
    return migration.getVersion() == null
        ? null
        : SchemaVersion.parse(migration.getVersion().getVersion())
            .orElseThrow(() -> new BundleInvalid(migration.getScript(), "Its version is not one."));
  }

  private static Charset encoding(MigrationSettings settings) {
    var name = settings.values().get("encoding");
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new BundleInvalid("flyway.encoding", "There is no such encoding.");
    }
  }
}
