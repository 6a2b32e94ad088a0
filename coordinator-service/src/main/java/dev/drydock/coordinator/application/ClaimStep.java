package dev.drydock.coordinator.application;

import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Whether this execution may do something that cannot be taken back. */
@ApplicationScoped
public class ClaimStep {
  private final TenantUpgrades tenantUpgrades;
  private final Clock clock;

  public ClaimStep(TenantUpgrades tenantUpgrades, Clock clock) {
    this.tenantUpgrades = tenantUpgrades;
    this.clock = clock;
  }

  /** Repeatable by the same execution; refused to any other, and under any token but the latest. */
  @Transactional
  public boolean claim(TenantUpgrade.Key key, Token token, Step step, String executionId) {
    return tenantUpgrades.claim(key, token, step, executionId, clock.instant());
  }
}
