package dev.drydock.migration.domain;

import java.util.Arrays;
import java.util.Map;

/**
 * The bundle's own settings, by Flyway's names without the leading {@code flyway.}; only what the
 * whitelist admits.
 */
public record MigrationSettings(Map<String, String> values, Map<String, String> placeholders) {
  public static final MigrationSettings NONE = new MigrationSettings(Map.of(), Map.of());

  public MigrationSettings {
    values = Map.copyOf(values);
    placeholders = Map.copyOf(placeholders);
  }

  public boolean is(String key) {
    return Boolean.parseBoolean(values.getOrDefault(key, "false"));
  }

  /** Whether the bundle admits applied scripts that it does not hold. */
  boolean ignoresMissing() {
    return Arrays.stream(values.getOrDefault("ignoreMigrationPatterns", "").split(","))
        .map(String::strip)
        .anyMatch(pattern -> pattern.endsWith(":missing") || pattern.equals("*:*"));
  }

  /** Whether the bundle admits scripts below the tenant's version that were never applied. */
  boolean ignoresIgnored() {
    return Arrays.stream(values.getOrDefault("ignoreMigrationPatterns", "").split(","))
        .map(String::strip)
        .anyMatch(pattern -> pattern.endsWith(":ignored") || pattern.equals("*:*"));
  }
}
