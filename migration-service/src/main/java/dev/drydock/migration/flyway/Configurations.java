package dev.drydock.migration.flyway;

import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.domain.MigrationSettings;
import java.util.HashMap;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Flyway as we want it: nothing scanned, nothing retried, no lock but our fence. */
final class Configurations {
  static FluentConfiguration of(
      MigrationSettings settings, ScriptFiles files, boolean placeholders) {
    var configuration = Flyway.configure(Configurations.class.getClassLoader());
    admit(settings, configuration);
    configuration
        .placeholderReplacement(
            placeholders && !"false".equals(settings.values().get("placeholderReplacement")))
        .placeholders(settings.placeholders())
        .resourceProvider(files)
        .javaMigrationClassProvider(List::of)
        .connectRetries(0)
        .createSchemas(false)
        .skipDefaultCallbacks(true)
        .validateOnMigrate(false)
        .cleanDisabled(true)
        .detectEncoding(false);
    var postgres = configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class);
    postgres.setTransactionalLock(false);
    return configuration;
  }

  private static void admit(MigrationSettings settings, FluentConfiguration configuration) {
    var properties = new HashMap<String, String>();
    settings.values().forEach((key, value) -> properties.put("flyway." + key, value));
    try {
      configuration.configuration(properties);
    } catch (FlywayException e) {
      throw new BundleInvalid("flyway.conf", "Flyway does not accept one of its values.");
    }
  }

  private Configurations() {}
}
