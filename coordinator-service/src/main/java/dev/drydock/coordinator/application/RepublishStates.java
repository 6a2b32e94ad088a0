package dev.drydock.coordinator.application;

import dev.drydock.contracts.UpgradeId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** Says again where every tenant is, so that a lost topic fills itself. */
@ApplicationScoped
public class RepublishStates {
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;

  RepublishStates(TenantUpgrades tenantUpgrades, RecordMoves recordMoves) {
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
  }

  @Transactional
  public void of(List<UpgradeId> upgrades) {
    for (var id : upgrades) {
      recordMoves.publish(new ArrayList<>(tenantUpgrades.lock(tenantUpgrades.keys(id)).values()));
    }
  }
}
