package dev.drydock.notifier.domain;

import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;

/** One tenant in one upgrade: what events are ordered by. */
public record TenantKey(UpgradeId upgrade, TenantId tenant) {
  public static TenantKey of(Envelope envelope) {
    return new TenantKey(envelope.upgradeId(), envelope.tenantId());
  }
}
