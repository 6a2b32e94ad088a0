package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.Outage;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

/** Rows of {@code tenant_upgrade} to the domain and back. */
@ApplicationScoped
class TenantUpgradeRows {
  private final EntityManager entities;
  private final StateJson json;

  TenantUpgradeRows(EntityManager entities, StateJson json) {
    this.entities = entities;
    this.json = json;
  }

  TenantUpgradeEntity entity(TenantUpgrade tenant) {
    var entity = new TenantUpgradeEntity();
    entity.upgradeId = tenant.upgrade().value();
    entity.tenantId = tenant.tenant().value();
    entity.wave = tenant.wave();
    copy(tenant, entity);
    return entity;
  }

  void copy(TenantUpgrade tenant, TenantUpgradeEntity entity) {
    var state = tenant.state();
    if (entity.target == null || entity.pass != tenant.pass()) {
      entity.target = json.write(tenant.target());
      entity.host = tenant.target().server();
    }
    entity.pass = tenant.pass();
    entity.state = state.name();
    entity.token = state.token().value();
    entity.attempt = Move.attemptOf(state);
    entity.step = state instanceof Waiting waiting ? waiting.step().name() : null;
    entity.payload = json.write(state);
    entity.provenBackup =
        Known.provenBackup(state).map(b -> b.reference().id().value()).orElse(null);
    entity.spendsBudget = Known.spendsBudget(state);
    entity.inFlight = state instanceof Waiting;
    entity.occupied = entity.occupied || !(state instanceof Final);
    entity.sequence = tenant.sequence();
    entity.chainHead = tenant.chainHead();
    copyOutage(tenant.outage(), entity);
    copyWaking(tenant.waking(), entity);
  }

  private static void copyOutage(@Nullable Outage outage, TenantUpgradeEntity entity) {
    entity.outagePlace = outage == null ? null : outage.place().name();
    entity.outageCode = outage == null ? null : outage.code().name();
    entity.outageSince = outage == null ? null : outage.since();
    entity.outageTries = outage == null ? 0 : outage.tries();
  }

  static @Nullable Outage outage(TenantUpgradeEntity entity) {
    return entity.outagePlace == null || entity.outageCode == null || entity.outageSince == null
        ? null
        : new Outage(
            Outage.Place.valueOf(entity.outagePlace),
            FailureCode.valueOf(entity.outageCode),
            entity.outageSince,
            entity.outageTries);
  }

  static void copyWaking(TenantUpgrade.Waking waking, TenantUpgradeEntity entity) {
    entity.since = waking.since();
    entity.wakeAt = waking.wakeAt();
    entity.aliveAt = waking.aliveAt();
    entity.sends = waking.sends();
  }

  TenantUpgrade domain(TenantUpgradeEntity entity) {
    var upgrade = entities.find(UpgradeEntity.class, entity.upgradeId);
    return new TenantUpgrade(
        new UpgradeId(entity.upgradeId),
        json.read(entity.target, TenantTarget.class),
        json.read(upgrade.release, ReleaseReference.class),
        entity.wave,
        entity.pass,
        json.read(entity.payload, TenantUpgradeState.class),
        new TenantUpgrade.Waking(entity.since, entity.wakeAt, entity.aliveAt, entity.sends),
        outage(entity),
        entity.sequence,
        entity.chainHead);
  }
}
