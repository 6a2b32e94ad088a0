package dev.drydock.coordinator.application;

import dev.drydock.contracts.UpgradeId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** When an upgrade has ended, the heads of its hash chains go into a signed object. */
@ApplicationScoped
public class SignDigests {
  private static final int AT_ONCE = 4;
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final Digests digests;

  SignDigests(Upgrades upgrades, TenantUpgrades tenantUpgrades, Digests digests) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
    this.digests = digests;
  }

  /** Written at least once per end; a store that does not answer is asked again later. */
  @Transactional
  public void due() {
    for (UpgradeId id : upgrades.digestsDue(AT_ONCE)) {
      var upgrade = upgrades.find(id).orElseThrow();
      digests.write(upgrade, tenantUpgrades.chainHeads(id));
      upgrades.digestWritten(id);
    }
  }
}
