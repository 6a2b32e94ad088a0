package dev.drydock.coordinator.application;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;

/** A step that reports progress is alive: it is asked again later, and not given up. */
@ApplicationScoped
public class HearProgress {
  private final TenantUpgrades tenantUpgrades;
  private final SagaSettings settings;
  private final Clock clock;

  public HearProgress(TenantUpgrades tenantUpgrades, SagaSettings settings, Clock clock) {
    this.tenantUpgrades = tenantUpgrades;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  public void of(List<Message<Progress>> reports) {
    var alive = new HashMap<TenantUpgrade.Key, Token>();
    for (var report : reports) {
      var envelope = report.envelope();
      alive.put(new TenantUpgrade.Key(envelope.upgradeId(), envelope.tenantId()), envelope.token());
    }
    var now = clock.instant();
    tenantUpgrades.alive(alive, now, now.plus(settings.sendAgain()));
  }
}
