package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says again where every tenant is, so that a lost topic fills itself. */
@ApplicationScoped
public class RepublishStates {
  private static final int AT_ONCE = 500;
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;

  RepublishStates(TenantUpgrades tenantUpgrades, RecordMoves recordMoves) {
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
  }

  /** Nobody is locked: what moves meanwhile says so itself, after this in its partition. */
  @Transactional
  public void all() {
    @Nullable TenantId after = null;
    List<TenantUpgrade> page;
    do {
      page = tenantUpgrades.latest(after, AT_ONCE);
      recordMoves.publish(page);
      after = page.isEmpty() ? null : page.getLast().tenant();
    } while (page.size() == AT_ONCE);
  }
}
