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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.jspecify.annotations.Nullable;

/**
 * Reads bundles with Flyway's own naming rules and parser, once, and lets Flyway apply them. See
 * ADR 0010 for what of Flyway is used, and what is switched off.
 */
public final class FlywayMigrations implements Migrations {
  private static final List<String> PROGRAMS =
      List.of(".cmd", ".bat", ".ps1", ".py", ".sh", ".bash");

  @Override
  public Release parse(BundleFiles files) {
    files.scripts().keySet().forEach(FlywayMigrations::mustBeNoProgram);
    var scriptFiles = new ScriptFiles(files.scripts(), encoding(files.settings()));
    var tenantPlaceholder = tenantPlaceholder(files.settings());
    boolean perTenant = scriptFiles.mention(tenantPlaceholder);
    boolean placeholders =
        !files.settings().placeholders().isEmpty()
            || files.settings().is("placeholderReplacement")
            || perTenant;
    var configuration = Configurations.of(files.settings(), scriptFiles, placeholders);
    try {
      var parsed = new ParsedScripts(configuration, scriptFiles);
      var resolved = parsed.migrations();
      var bundle = bundle(files, resolved, parsed);
      var sql = EachScriptSql.of(configuration, scriptFiles, tenantPlaceholder);
      return new FlywayRelease(
          bundle, configuration, scriptFiles, sql, perTenant ? List.of() : resolved);
    } catch (FlywayException e) {
      throw new BundleInvalid("migrations", "Flyway cannot read the scripts: check their names.");
    }
  }

  private static Bundle bundle(
      BundleFiles files, List<ResolvedMigration> resolved, ParsedScripts parsed) {
    var scripts =
        resolved.stream()
            .map(migration -> script(migration, parsed.at(migration.getScript())))
            .toList();
    if (scripts.isEmpty()) {
      throw new BundleInvalid(
          "migrations", "No script was found; check prefix, suffix and folder.");
    }
    files
        .assertions()
        .forEach(assertion -> Assertions.mustBeOneQuery(assertion, ParsedScripts.POSTGRESQL));
    return new Bundle(files.sha256(), scripts, files.assertions(), files.settings(), files.from());
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

  /** Flyway would start it, whatever else is switched off. */
  private static void mustBeNoProgram(String path) {
    var name = path.toLowerCase(Locale.ROOT);
    if (PROGRAMS.stream().anyMatch(name::endsWith)) {
      throw new BundleInvalid(path, "Only SQL is run; take the program out.");
    }
  }

  /** How a script of this bundle would begin to name what differs from tenant to tenant. */
  private static String tenantPlaceholder(MigrationSettings settings) {
    return settings.values().getOrDefault("placeholderPrefix", "${") + "flyway";
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
