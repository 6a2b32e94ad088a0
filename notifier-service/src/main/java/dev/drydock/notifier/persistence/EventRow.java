package dev.drydock.notifier.persistence;

import dev.drydock.contracts.Envelope;
import dev.drydock.notifier.application.Board;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "event")
class EventRow {
  @Id long position;

  @Column(name = "upgrade_id")
  String upgrade;

  @Column(name = "tenant_id")
  String tenant;

  long sequence;
  String source;

  @Column(name = "ce_id")
  String id;

  String type;
  Instant at;
  String body;

  static EventRow of(long position, Envelope envelope, String body) {
    var row = new EventRow();
    row.position = position;
    row.upgrade = envelope.upgradeId().value();
    row.tenant = envelope.tenantId().value();
    row.sequence = envelope.sequence();
    row.source = envelope.source();
    row.id = envelope.id();
    row.type = envelope.type();
    row.at = envelope.time();
    row.body = body;
    return row;
  }

  Board.Logged logged() {
    return new Board.Logged(position, upgrade, tenant, type, at, body);
  }
}
