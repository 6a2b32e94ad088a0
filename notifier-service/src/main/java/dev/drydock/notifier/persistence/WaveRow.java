package dev.drydock.notifier.persistence;

import dev.drydock.notifier.domain.WaveStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "wave")
class WaveRow {
  @EmbeddedId Key key;
  String name;
  int tenants;
  String state;

  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "ended_at")
  Instant endedAt;

  void take(String upgrade, WaveStatus status) {
    key = new Key(upgrade, status.number());
    name = status.name();
    tenants = status.tenants();
    state = status.state();
    startedAt = status.startedAt();
    endedAt = status.endedAt();
  }

  WaveStatus status() {
    return new WaveStatus(key.number(), name, tenants, state, startedAt, endedAt);
  }

  @Embeddable
  record Key(@Column(name = "upgrade_id") String upgrade, int number) {}
}
