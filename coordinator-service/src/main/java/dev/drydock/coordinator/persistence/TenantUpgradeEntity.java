package dev.drydock.coordinator.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code tenant_upgrade}. */
@Entity
@Table(name = "tenant_upgrade")
@IdClass(TenantUpgradeEntity.Key.class)
class TenantUpgradeEntity {
  @Id
  @Column(name = "upgrade_id")
  String upgradeId;

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Column(updatable = false)
  int wave;

  int pass;
  String host;
  String target;
  String state;
  long token;
  int attempt;
  @Nullable String step;
  String payload;

  @Column(name = "proven_backup")
  @Nullable String provenBackup;

  @Column(name = "spends_budget")
  boolean spendsBudget;

  @Column(name = "in_flight")
  boolean inFlight;

  boolean occupied;
  Instant since;

  @Column(name = "wake_at")
  @Nullable Instant wakeAt;

  @Column(name = "alive_at")
  @Nullable Instant aliveAt;

  int sends;
  long sequence;

  @Column(name = "chain_head")
  String chainHead;

  @Column(name = "outage_place")
  @Nullable String outagePlace;

  @Column(name = "outage_code")
  @Nullable String outageCode;

  @Column(name = "outage_since")
  @Nullable Instant outageSince;

  @Column(name = "outage_tries")
  int outageTries;

  @Version int version;

  record Key(String upgradeId, String tenantId) implements Serializable {}
}
