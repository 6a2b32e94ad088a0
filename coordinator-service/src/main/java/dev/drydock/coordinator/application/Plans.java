package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans whose tenants are asked. Each call joins the caller's transaction. */
public interface Plans {

  /** A plan as it is kept; its tenants are those that matched when it was made. */
  record StoredPlan(
      PlanId id,
      ReleaseCoordinates release,
      Strategy strategy,
      String createdBy,
      Map<TenantId, Finding> findings) {
    public StoredPlan {
      findings = Map.copyOf(findings);
    }

    public List<TenantId> waiting() {
      return findings.entrySet().stream()
          .filter(entry -> entry.getValue() instanceof Finding.Waiting)
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }
  }

  /**
   * A plan with tenants that have not answered.
   *
   * @param times its tenants were asked
   * @param heardAt when one of them answered, at first when they were asked
   */
  record Asking(PlanId id, int times, Instant heardAt) {}

  void add(StoredPlan plan, Instant now, Instant askAgainAt);

  Optional<StoredPlan> find(PlanId id);

  /** Unknown plans are absent. */
  Map<PlanId, ReleaseCoordinates> releasesOf(Collection<PlanId> ids);

  /** Records findings of tenants that were waited for; others are ignored. */
  void found(PlanId id, Map<TenantId, Finding> findings, Instant now);

  /** How many plans wait for tenants. */
  int asking();

  /** Locks plans that wait and whose time to ask again has come; skips those locked by others. */
  List<Asking> lockDue(Instant now);

  void asked(PlanId id, Instant askAgainAt);

  int forgetBefore(Instant time);
}
