package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Plans;
import dev.drydock.coordinator.application.RecordChecks;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nobody plans in the simulation: plans change nothing. */
final class NoPlans implements Plans {
  static RecordChecks checks(Parts parts) {
    return new RecordChecks(new NoPlans(), parts.register(), parts.register(), parts.clock());
  }

  @Override
  public void add(StoredPlan plan, Instant now, Instant askAgainAt) {
    throw new IllegalStateException("nobody plans");
  }

  @Override
  public Optional<StoredPlan> find(PlanId id) {
    return Optional.empty();
  }

  @Override
  public Map<PlanId, ReleaseCoordinates> releasesOf(Collection<PlanId> ids) {
    return Map.of();
  }

  @Override
  public void found(PlanId id, Map<TenantId, Finding> findings, Instant now) {
    throw new IllegalStateException("nobody plans");
  }

  @Override
  public int asking() {
    return 0;
  }

  @Override
  public List<Asking> lockDue(Instant now) {
    return List.of();
  }

  @Override
  public void asked(PlanId id, Instant askAgainAt) {}

  @Override
  public int forgetBefore(Instant time) {
    return 0;
  }
}
