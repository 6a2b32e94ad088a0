package dev.drydock.coordinator.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code upgrade}. */
@Entity
@Table(name = "upgrade")
class UpgradeEntity {
  @Id String id;

  @Column(updatable = false)
  String release;

  @Column(updatable = false)
  String coordinates;

  @Column(updatable = false)
  String selector;

  @Column(updatable = false)
  String waves;

  @Column(updatable = false)
  int concurrency;

  @Column(name = "host_concurrency", updatable = false)
  int hostConcurrency;

  @Column(name = "failure_budget", updatable = false)
  String failureBudget;

  String state;
  @Nullable String reason;

  @Column(updatable = false)
  int targets;

  int forgiven;

  @Column(name = "created_by", updatable = false)
  String createdBy;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Version int version;
}
