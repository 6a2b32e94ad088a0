package dev.drydock.migration.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of migrations: {@code drydock.migration.*}. */
@ConfigMapping(prefix = "drydock.migration")
interface MigrationConfig {
  /**
   * How long one statement waits for a lock before the migration is rolled back and tried again.
   */
  @WithDefault("5s")
  Duration lockTimeout();

  /** How long one statement of a script may run. */
  @WithDefault("1h")
  Duration statementTimeout();

  /** How long one assertion, or one look at a tenant, may run. */
  @WithDefault("5m")
  Duration assertionTimeout();

  /** How long a whole migration may take; then its connection is cut and its outcome is unknown. */
  @WithDefault("6h")
  Duration deadline();

  /** How long inspecting waits for the sessions of older attempts to end. */
  @WithDefault("60s")
  Duration olderSessions();

  /** How often a migration that was rolled back whole for a lock is tried. */
  @WithDefault("5")
  int lockAttempts();

  /** Longest wait before the second try; doubles, with full jitter. */
  @WithDefault("500ms")
  Duration lockBackoff();
}
