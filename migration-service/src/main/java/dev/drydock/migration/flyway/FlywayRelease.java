package dev.drydock.migration.flyway;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.application.Migrations.Release;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.Script;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** One parsed bundle, and Flyway for each connection that it is applied on. */
final class FlywayRelease implements Release {
  private final Bundle bundle;
  private final FluentConfiguration template;
  private final ScriptFiles files;
  private final EachScriptSql sql;
  private final List<ResolvedMigration> shared;

  /**
   * @param shared scripts parsed once; empty when they name their tenant ({@code ${flyway:...}})
   *     and so have to be read for each
   */
  FlywayRelease(
      Bundle bundle,
      FluentConfiguration template,
      ScriptFiles files,
      EachScriptSql sql,
      List<ResolvedMigration> shared) {
    this.bundle = bundle;
    this.template = template;
    this.files = files;
    this.sql = sql;
    this.shared = shared;
  }

  @Override
  public Bundle bundle() {
    return bundle;
  }

  @Override
  public int apply(Connection connection, Scope scope, EachScript each) {
    var callback = new ScriptCallback(bundle, sql, each);
    var configuration = forConnection(connection, scope).group(scope.atomic()).callbacks(callback);
    try {
      return configuration.load().migrate().migrationsExecuted;
    } catch (RuntimeException e) {
      throw callback.refusal().orElseGet(() -> ScriptFailures.of(e, callback.current()));
    }
  }

  @Override
  public List<Failure> validate(Connection connection, Scope scope) {
    try {
      var result = forConnection(connection, scope).load().validateWithResult();
      return result.validationSuccessful
          ? List.of()
          : result.invalidMigrations.stream()
              .map(invalid ->
                  Failure.of(
                      FailureCode.VALIDATION_FAILED, invalid.version + " " + invalid.description))
              .toList();
    } catch (FlywayException e) {
      var failed = ScriptFailures.of(e, "validate");
      if (failed.failure().code().kind() == FailureCode.Kind.TRANSIENT) {
        throw failed;
      }
      return List.of(failed.failure());
    }
  }

  private FluentConfiguration forConnection(Connection connection, Scope scope) {
    var configuration =
        new FluentConfiguration(FlywayRelease.class.getClassLoader())
            .configuration(template)
            .dataSource(new OneConnection(connection));
    if (scope.schema() != null) {
      configuration.defaultSchema(scope.schema());
    }
    var names =
        bundle.scripts().stream()
            .filter(scope.admitted())
            .map(Script::name)
            .collect(Collectors.toUnmodifiableSet());
    if (shared.isEmpty()) {
      return configuration.resourceProvider(files.without(script -> excluded(script, names)));
    }
    MigrationResolver resolver =
        context ->
            shared.stream().filter(migration -> names.contains(migration.getScript())).toList();
    return configuration.skipDefaultResolvers(true).resolvers(resolver);
  }

  private boolean excluded(String path, Set<String> names) {
    return bundle.byName(path).isPresent() && !names.contains(path);
  }
}
