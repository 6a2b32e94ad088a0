package dev.drydock.notifier.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "log_cursor")
class CursorRow {
  static final int ONLY = 1;

  @Id int id;

  @Column(name = "log_position")
  long logPosition;

  @Column(name = "ledger_position")
  long ledgerPosition;
}
