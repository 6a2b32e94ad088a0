package dev.drydock.migration.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How tenant servers are talked to: {@code drydock.tenant-servers.*}. */
@ConfigMapping(prefix = "drydock.tenant-servers")
interface TenantServersConfig {
  /** How long a connection may take to open, log-in included. */
  @WithDefault("10s")
  Duration connectTimeout();

  /** How long Drydock's own statements wait for a lock; scripts have their own limit. */
  @WithDefault("30s")
  Duration lockTimeout();

  /** How long a short statement may go without an answer; never less than the lock timeout. */
  @WithDefault("60s")
  Duration socketTimeout();

  /** {@code prefer}, {@code require}, {@code verify-ca} or {@code verify-full}, as libpq has it. */
  @WithDefault("prefer")
  String sslmode();

  /** How long ended sessions may take to be gone. */
  @WithDefault("30s")
  Duration sessionsGone();

  /** Folder of {@code pg_dump} and {@code pg_restore}; the newest installed unless set. */
  Optional<Path> tools();

  /** The database to connect to before the control database exists. */
  @WithDefault("postgres")
  String maintenanceDatabase();
}
