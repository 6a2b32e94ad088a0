package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.messaging.WorkConfig;
import dev.drydock.migration.application.MigrationLimits;
import dev.drydock.verification.configuration.Configured;
import java.time.Duration;
import java.util.Map;

/** The workers' configuration: the defaults, but that the queue is looked at less often. */
final class WorkLimits {
  static final WorkConfig WORK = Configured.as(WorkConfig.class, Map.of("drydock.work.poll", "5s"));

  static final BackupConfiguration BACKUP = Configured.as(BackupConfiguration.class, Map.of());

  static final MigrationLimits MIGRATION =
      new MigrationLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofSeconds(60),
          3,
          Duration.ofSeconds(1));

  private WorkLimits() {}
}
