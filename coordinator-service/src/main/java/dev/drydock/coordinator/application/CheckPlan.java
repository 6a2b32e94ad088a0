package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;

/** Makes a plan and has every tenant of it asked that an upgrade would touch. */
@ApplicationScoped
public class CheckPlan {
  private final PlanUpgrade planUpgrade;
  private final Plans plans;
  private final PlanChecks checks;
  private final UpgradeIds ids;
  private final PlanSettings settings;
  private final Clock clock;

  CheckPlan(
      PlanUpgrade planUpgrade,
      Plans plans,
      PlanChecks checks,
      UpgradeIds ids,
      PlanSettings settings,
      Clock clock) {
    this.planUpgrade = planUpgrade;
    this.plans = plans;
    this.checks = checks;
    this.ids = ids;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @throws Refusal when there is no such release, no tenant matches, or many plans ask already
   */
  @Transactional
  public PlanId of(
      ReleaseCoordinates coordinates, TenantSelector selector, Strategy strategy, String by) {
    if (plans.asking() >= settings.mostAsking()) {
      throw Refusal.conflict(
          "plans-asking", "other plans are still asking their tenants; wait until they are ready");
    }
    var known = planUpgrade.sorted(coordinates, selector);
    var findings = new HashMap<TenantId, Finding>();
    known.alreadyThere().forEach(id -> findings.put(id, new Finding.AlreadyThere()));
    known
        .busy()
        .forEach(no -> findings.put(no.tenant(), new Finding.Refused(no.reason(), no.advice())));
    known.others().forEach(tenant -> findings.put(tenant.id(), new Finding.Waiting()));
    var now = clock.instant();
    var id = PlanId.from(ids.next());
    plans.add(
        new Plans.StoredPlan(id, coordinates, strategy, by, findings),
        now,
        now.plus(settings.sendAgain()));
    checks.send(id, known.release(), known.others(), now);
    return id;
  }
}
