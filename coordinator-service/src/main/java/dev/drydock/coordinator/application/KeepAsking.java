package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Plans.Asking;
import dev.drydock.coordinator.application.Plans.StoredPlan;
import dev.drydock.coordinator.domain.plan.Finding;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks tenants of plans again until they answer, or all of them have been silent for too long. */
@ApplicationScoped
class KeepAsking {
  private static final Finding NO_ANSWER =
      new Finding.Refused(
          "no answer", "see that a migration service runs: `drydock doctor`; then plan again");
  private static final int MOST_DOUBLINGS = 10;
  private final Plans plans;
  private final PlanUpgrade planUpgrade;
  private final PlanChecks checks;
  private final Tenants tenants;
  private final PlanSettings settings;
  private final Clock clock;

  KeepAsking(
      Plans plans,
      PlanUpgrade planUpgrade,
      PlanChecks checks,
      Tenants tenants,
      PlanSettings settings,
      Clock clock) {
    this.plans = plans;
    this.planUpgrade = planUpgrade;
    this.checks = checks;
    this.tenants = tenants;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(every = "1s", delayed = "1s")
  @Transactional
  void due() {
    var now = clock.instant();
    for (var asking : plans.lockDue(now)) {
      plans.find(asking.id()).ifPresent(plan -> due(asking, plan, now));
    }
  }

  private void due(Asking asking, StoredPlan plan, Instant now) {
    var waiting = plan.waiting();
    var givenUpAt = asking.heardAt().plus(settings.silence());
    if (!givenUpAt.isAfter(now)) {
      plans.found(
          plan.id(),
          waiting.stream().collect(Collectors.toMap(Function.<TenantId>identity(), _ -> NO_ANSWER)),
          now);
      return;
    }
    var release = planUpgrade.release(plan.release());
    checks.send(plan.id(), release, tenants.findAll(waiting).values(), now);
    var next = now.plus(pause(asking.times()));
    plans.asked(plan.id(), next.isBefore(givenUpAt) ? next : givenUpAt);
  }

  private Duration pause(int times) {
    var doubled = settings.sendAgain().multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
    return doubled.compareTo(settings.sendAgainLimit()) < 0 ? doubled : settings.sendAgainLimit();
  }

  @Scheduled(every = "10m", delayed = "1m")
  @Transactional
  void forget() {
    plans.forgetBefore(clock.instant().minus(settings.kept()));
  }
}
