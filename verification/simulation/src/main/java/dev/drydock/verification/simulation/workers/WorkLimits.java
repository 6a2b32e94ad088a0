package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.WorkConfig;
import dev.drydock.migration.application.MigrationLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** The workers' configuration: the defaults, but that the queue is looked at less often. */
final class WorkLimits implements WorkConfig, BackupConfiguration {
  static final MigrationLimits MIGRATION =
      new MigrationLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofSeconds(60),
          3,
          Duration.ofSeconds(1));

  @Override
  public int concurrency() {
    return 8;
  }

  @Override
  public OptionalInt hostConcurrency() {
    return OptionalInt.empty();
  }

  @Override
  public Duration lease() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration renew() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration selfStop() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration stall() {
    return Duration.ofMinutes(15);
  }

  @Override
  public Duration silence() {
    return Duration.ofMinutes(30);
  }

  @Override
  public Map<Step, Duration> silenceOf() {
    return Map.of();
  }

  @Override
  public Duration poll() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int takeovers() {
    return 3;
  }

  @Override
  public Duration stopWait() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Path keysetFile() {
    return Path.of("none");
  }

  @Override
  public boolean createKeyset() {
    return false;
  }

  @Override
  public int groupLimit() {
    return 50;
  }

  @Override
  public int compressionLevel() {
    return 1;
  }

  @Override
  public Duration stallTimeout() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration garbageOlderThan() {
    return Duration.ofHours(24);
  }

  @Override
  public Duration scratchOlderThan() {
    return Duration.ofHours(24);
  }

  @Override
  public Duration keptOlderThan() {
    return Duration.ofDays(30);
  }

  @Override
  public Duration sweepEvery() {
    return Duration.ofHours(1);
  }

  @Override
  public Duration coordinatorTimeout() {
    return Duration.ofSeconds(10);
  }
}
