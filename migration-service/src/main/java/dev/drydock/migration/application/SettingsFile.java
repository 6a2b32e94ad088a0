package dev.drydock.migration.application;

import dev.drydock.migration.domain.MigrationSettings;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * A bundle's {@code flyway.conf}: what changes the meaning of scripts is taken, what says where and
 * as whom is not the bundle's to say, and anything else is an error by name.
 */
public final class SettingsFile {
  private static final String PREFIX = "flyway.";
  private static final String PLACEHOLDERS = "placeholders.";
  private static final Set<String> TAKEN =
      Set.of(
          "placeholderReplacement",
          "placeholderPrefix",
          "placeholderSuffix",
          "placeholderSeparator",
          "sqlMigrationPrefix",
          "sqlMigrationSeparator",
          "sqlMigrationSuffixes",
          "repeatableSqlMigrationPrefix",
          "validateMigrationNaming",
          "encoding",
          "mixed",
          "outOfOrder",
          "executeInTransaction",
          "ignoreMigrationPatterns",
          "baselineOnMigrate",
          "baselineVersion",
          "baselineDescription",
          "installedBy");
  private static final Set<String> LEFT =
      Set.of(
          "url",
          "user",
          "password",
          "driver",
          "locations",
          "environment",
          "connectRetries",
          "connectRetriesInterval",
          "lockRetryCount",
          "group",
          "validateOnMigrate",
          "cleanDisabled",
          "createSchemas",
          "detectEncoding",
          "loggers",
          "color",
          "outputQueryResults",
          "communityDBSupportEnabled",
          "postgresql.transactional.lock");

  /**
   * @throws BundleInvalid naming the key that is neither taken nor left aside
   */
  public static MigrationSettings parse(String text) {
    var values = new HashMap<String, String>();
    var placeholders = new HashMap<String, String>();
    properties(text)
        .forEach((key, value) -> {
          var name = String.valueOf(key);
          if (!name.startsWith(PREFIX)) {
            throw new BundleInvalid(name, "Keys of flyway.conf begin with flyway.");
          }
          take(name.substring(PREFIX.length()), String.valueOf(value), values, placeholders);
        });
    return new MigrationSettings(values, placeholders);
  }

  private static void take(
      String key, String value, Map<String, String> values, Map<String, String> placeholders) {
    if (key.startsWith(PLACEHOLDERS)) {
      placeholders.put(key.substring(PLACEHOLDERS.length()), value);
    } else if (TAKEN.contains(key)) {
      values.put(key, value);
    } else if (key.equals("table") && value.equals("flyway_schema_history")) {
      // The default, said aloud.
    } else if (!LEFT.contains(key)) {
      throw new BundleInvalid(PREFIX + key, "A bundle cannot set this key; take it out.");
    }
  }

  private static Properties properties(String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleInvalid("flyway.conf", "Not a properties file.");
    }
  }

  private SettingsFile() {}
}
