package dev.drydock.notifier.persistence;

import dev.drydock.contracts.UpgradeId;
import dev.drydock.notifier.domain.UpgradeStatus;
import dev.drydock.notifier.domain.WaveStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.SortedMap;

@Entity
@Table(name = "upgrade")
class UpgradeRow {
  @Id String id;
  String release;
  String state;
  String reason;

  @Column(name = "actor")
  String by;

  @Column(name = "started_by")
  String startedBy;

  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "ended_at")
  Instant endedAt;

  int tenants;
  long sequence;

  void take(UpgradeStatus status) {
    id = status.id().value();
    release = status.release();
    state = status.state();
    reason = status.reason();
    by = status.by();
    startedBy = status.startedBy();
    startedAt = status.startedAt();
    endedAt = status.endedAt();
    tenants = status.tenants();
    sequence = status.sequence();
  }

  UpgradeStatus status(SortedMap<Integer, WaveStatus> waves) {
    return new UpgradeStatus(
        new UpgradeId(id),
        release,
        state,
        reason,
        by,
        startedBy,
        startedAt,
        endedAt,
        tenants,
        waves,
        sequence);
  }
}
