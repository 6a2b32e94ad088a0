package dev.drydock.migration.configuration;

import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.TenantDatabases;
import dev.drydock.tenantdatabases.postgres.PostgresSettings;
import dev.drydock.tenantdatabases.postgres.PostgresTenantDatabases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The adapter of each engine that this service is built with. */
@ApplicationScoped
class TenantServers {
  @Produces
  @Singleton
  TenantDatabases postgres(TenantServersConfig config) {
    var defaults = PostgresSettings.defaults();
    return new PostgresTenantDatabases(
        new ReferencedCredentials(),
        new PostgresSettings(
                config.connectTimeout(),
                config.socketTimeout(),
                config.lockTimeout(),
                config.sessionsGone(),
                defaults.stall(),
                defaults.restoreStall(),
                config.tools().orElse(null),
                config.maintenanceDatabase())
            .withSslmode(config.sslmode()));
  }
}
