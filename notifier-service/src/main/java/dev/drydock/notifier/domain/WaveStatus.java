package dev.drydock.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wave of an upgrade.
 *
 * @param state {@code PENDING}, {@code RUNNING} or {@code FINISHED}
 */
public record WaveStatus(
    int number,
    String name,
    int tenants,
    String state,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  static WaveStatus planned(int number, String name, int tenants) {
    return new WaveStatus(number, name, tenants, "PENDING", null, null);
  }

  WaveStatus sized(String newName, int size) {
    return new WaveStatus(number, newName, size, state, startedAt, endedAt);
  }

  WaveStatus started(Instant at) {
    return new WaveStatus(
        number, name, tenants, "RUNNING", startedAt == null ? at : startedAt, null);
  }

  WaveStatus finished(Instant at) {
    return new WaveStatus(number, name, tenants, "FINISHED", startedAt, at);
  }
}
