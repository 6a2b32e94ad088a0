package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.application.Migrations.Release;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.AppliedScript;
import dev.drydock.migration.domain.History;
import dev.drydock.migration.domain.SchemaDrift;
import dev.drydock.migration.domain.Script;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a tenant of a given version should look like, by building it from the bundle in a scratch
 * tenant on the same server: once per worker, server, bundle and set of applied scripts.
 */
public final class ReferenceSchemas {
  private static final int KEPT = 64;

  private final OncePerKey<Key, Optional<List<String>>> references;
  private final MigrationLimits limits;

  public ReferenceSchemas(MigrationLimits limits, Pace pace) {
    this.references = new OncePerKey<>(KEPT, pace);
    this.limits = limits;
  }

  /**
   * @param failures the first differences, by name
   * @param notes why nothing was compared, when nothing was
   */
  record Drift(List<Failure> failures, List<String> notes) {
    static Drift notCompared(String why) {
      return new Drift(List.of(), List.of("drift not checked: " + why));
    }
  }

  private record Key(String server, boolean schemaTenant, String bundle, List<String> scripts) {}

  Drift drift(
      TenantDatabases databases,
      TenantTarget tenant,
      Token token,
      Release release,
      History history) {
    if (history.effective().findAny().isEmpty()) {
      return new Drift(List.of(), List.of());
    }
    var strange = history.effective().filter(row -> !rebuilds(release, row)).findFirst();
    if (strange.isPresent()) {
      return Drift.notCompared(strange.get().script() + " is not in the bundle as it was applied");
    }
    var applied = new TreeSet<String>();
    history.effective().forEach(row -> applied.add(script(release, row).orElseThrow().name()));
    var key =
        new Key(
            tenant.server(),
            tenant.schema() != null,
            release.bundle().sha256(),
            List.copyOf(applied));
    var reference =
        references.get(key, () -> build(databases, tenant, token, release, applied::contains));
    return reference
        .map(expected ->
            new Drift(
                SchemaDrift.between(
                    expected, databases.describeSchema(tenant), history.currentText()),
                List.of()))
        .orElseGet(() -> Drift.notCompared("the bundle does not build " + history.currentText()));
  }

  private Optional<List<String>> build(
      TenantDatabases databases,
      TenantTarget beside,
      Token token,
      Release release,
      Predicate<String> applied) {
    return databases.inScratch(
        beside,
        scratch -> {
          var scope =
              new Scope(scratch.schema(), false, (Script script) -> applied.test(script.name()));
          try (var connection = databases.openForMigration(scratch, token, limits.forScripts())) {
            release.apply(connection, scope, EachScript.UNGUARDED);
          } catch (ScriptFailed e) {
            return Optional.empty();
          } catch (SQLException e) {
            throw new TenantDatabaseFailure.Transient(
                Failure.of(FailureCode.UNREACHABLE, scratch.server()));
          }
          return Optional.of(databases.describeSchema(scratch));
        });
  }

  private static boolean rebuilds(Release release, AppliedScript row) {
    return script(release, row)
        .filter(script -> Objects.equals(row.checksum(), script.checksum()))
        .isPresent();
  }

  private static Optional<Script> script(Release release, AppliedScript row) {
    return release.bundle().scripts().stream()
        .filter(script -> Objects.equals(script.version(), row.version()))
        .filter(script -> !script.repeatable() || script.description().equals(row.description()))
        .findFirst();
  }
}
