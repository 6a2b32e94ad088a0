package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ends of upgrades that are not signed yet; each call is a short transaction of its own. */
@ApplicationScoped
public class DueDigests {
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;

  public DueDigests(Upgrades upgrades, TenantUpgrades tenantUpgrades) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
  }

  /** An end, and the heads of its chains as they were then. */
  public record Due(Upgrade upgrade, Map<TenantId, String> chainHeads) {
    public Due {
      chainHeads = Map.copyOf(chainHeads);
    }
  }

  @Transactional
  public List<UpgradeId> ids(int limit) {
    return upgrades.digestsDue(limit);
  }

  /** Locked while it is read, so that no retry comes in between; empty when one has. */
  @Transactional
  public Optional<Due> read(UpgradeId id) {
    return upgrades
        .lock(id)
        .filter(upgrade -> upgrade.endedAt() != null)
        .map(upgrade -> new Due(upgrade, tenantUpgrades.chainHeads(id)));
  }

  /** This end is signed; one that came meanwhile is still due. */
  @Transactional
  public void written(Upgrade upgrade) {
    upgrades.digestWritten(upgrade);
  }
}
