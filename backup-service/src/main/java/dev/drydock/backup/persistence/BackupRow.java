package dev.drydock.backup.persistence;

import dev.drydock.backup.domain.BackupState;
import dev.drydock.contracts.FailureCode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the catalogue; inserted by {@link CatalogueBackups} alone. */
@Entity
@Table(name = "backup")
class BackupRow {
  @Id String id;

  @Column(insertable = false, updatable = false)
  long position;

  @Column(updatable = false)
  String tenant;

  @Column(updatable = false)
  @Nullable String upgrade;

  @Column(updatable = false)
  String server;

  @Column(name = "taken_at", updatable = false)
  Instant takenAt;

  @Column(updatable = false)
  String manifest;

  @Enumerated(EnumType.STRING)
  BackupState state;

  @Column(name = "proven_at")
  @Nullable Instant provenAt;

  @Column(name = "checked_at")
  @Nullable Instant checkedAt;

  @Enumerated(EnumType.STRING)
  @Nullable FailureCode failure;

  boolean removed;

  @Version long version;

  protected BackupRow() {}
}
