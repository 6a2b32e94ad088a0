package dev.drydock.migration.configuration;

import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.application.CheckTenants;
import dev.drydock.migration.application.Engines;
import dev.drydock.migration.application.InspectTenants;
import dev.drydock.migration.application.MigrateTenants;
import dev.drydock.migration.application.MigrationLimits;
import dev.drydock.migration.application.Pace;
import dev.drydock.migration.application.QuiesceTenants;
import dev.drydock.migration.application.ReferenceSchemas;
import dev.drydock.migration.application.ReleaseTenants;
import dev.drydock.migration.application.ReleasedBundles;
import dev.drydock.migration.application.TenantQueries;
import dev.drydock.migration.application.VerifyTenants;
import dev.drydock.migration.flyway.FlywayMigrations;
import dev.drydock.migration.postgres.PostgresQueries;
import dev.drydock.migration.storage.StoredBundles;
import dev.drydock.migration.threads.MachinePace;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.tenantdatabases.TenantDatabases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** One executor for each command that this service takes. */
@ApplicationScoped
class Executors {
  private final TenantQueries queries = new PostgresQueries();
  private final Pace pace = new MachinePace();

  @Produces
  @Singleton
  MigrationLimits limits(MigrationConfig config) {
    return new MigrationLimits(
        config.lockTimeout(),
        config.statementTimeout(),
        config.assertionTimeout(),
        config.deadline(),
        config.olderSessions(),
        config.lockAttempts(),
        config.lockBackoff());
  }

  @Produces
  @Singleton
  Engines engines(TenantDatabases postgres) {
    return new Engines(List.of(postgres));
  }

  @Produces
  @Singleton
  ReleasedBundles bundles(ObjectStore store) {
    return new ReleasedBundles(new StoredBundles(store), new FlywayMigrations(), pace);
  }

  @Produces
  @Singleton
  StepExecutor checkTenants(Engines engines, ReleasedBundles bundles, MigrationLimits limits) {
    return new CheckTenants(engines, bundles, queries, new ReferenceSchemas(limits, pace), limits);
  }

  @Produces
  @Singleton
  StepExecutor quiesceTenants(Engines engines, Claims claims) {
    return new QuiesceTenants(engines, claims);
  }

  @Produces
  @Singleton
  StepExecutor migrateTenants(
      Engines engines, ReleasedBundles bundles, Claims claims, MigrationLimits limits) {
    return new MigrateTenants(engines, bundles, queries, claims, limits, pace);
  }

  @Produces
  @Singleton
  StepExecutor inspectTenants(Engines engines, ReleasedBundles bundles, MigrationLimits limits) {
    return new InspectTenants(engines, bundles, queries, limits);
  }

  @Produces
  @Singleton
  StepExecutor verifyTenants(Engines engines, ReleasedBundles bundles, MigrationLimits limits) {
    return new VerifyTenants(engines, bundles, queries, limits);
  }

  @Produces
  @Singleton
  StepExecutor releaseTenants(Engines engines, Claims claims) {
    return new ReleaseTenants(engines, claims);
  }
}
