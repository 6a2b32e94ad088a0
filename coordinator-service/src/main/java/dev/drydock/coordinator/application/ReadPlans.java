package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Plan.Refused;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Plans with what their tenants have answered so far. */
@ApplicationScoped
public class ReadPlans {
  private final Plans plans;
  private final PlanUpgrade planUpgrade;
  private final Tenants tenants;

  ReadPlans(Plans plans, PlanUpgrade planUpgrade, Tenants tenants) {
    this.plans = plans;
    this.planUpgrade = planUpgrade;
    this.tenants = tenants;
  }

  /**
   * A plan whose tenants are asked.
   *
   * @param plan tenants that have not answered yet stand among its targets
   * @param answered how many of the {@code asked}
   * @param pending scripts that some tenant still needs, in the release's order
   * @param nonTransactional those of them that are not rolled back when they fail
   * @param notes what tenants' checks remarked
   */
  public record CheckedPlan(
      PlanId id,
      Plan plan,
      int answered,
      int asked,
      List<String> pending,
      Set<String> nonTransactional,
      List<Note> notes) {
    public boolean ready() {
      return answered == asked;
    }
  }

  public record Note(TenantId tenant, String text) {}

  /**
   * @throws Refusal when there is no such plan, or no more
   */
  @Transactional
  public CheckedPlan byId(PlanId id) {
    var stored = plans.find(id).orElseThrow(() -> Refusal.notFound("plan", id.value()));
    var release = planUpgrade.release(stored.release());
    var ids = stored.findings().keySet();
    return new Reading(tenants.findAll(ids), tenants.standings(ids)).of(stored, release);
  }

  /** One reading: findings in the order of the tenants' IDs. */
  private static final class Reading {
    private final Map<TenantId, Tenant> tenants;
    private final Map<TenantId, Standing> standings;
    private final List<Tenant> targets = new ArrayList<>();
    private final List<TenantId> alreadyThere = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Map<TenantId, Long> sizes = new TreeMap<>();
    private final Set<String> pending = new LinkedHashSet<>();
    private final Set<String> nonTransactional = new LinkedHashSet<>();
    private final List<Note> notes = new ArrayList<>();
    private int waiting;

    Reading(Map<TenantId, Tenant> tenants, Map<TenantId, Standing> standings) {
      this.tenants = tenants;
      this.standings = standings;
    }

    CheckedPlan of(Plans.StoredPlan stored, Release release) {
      new TreeMap<>(stored.findings()).forEach(this::add);
      var waves = PlanUpgrade.waves(stored.strategy(), targets, id -> sizes.getOrDefault(id, 0L));
      return new CheckedPlan(
          stored.id(),
          new Plan(release, stored.strategy(), targets, waves, alreadyThere, refused),
          stored.findings().size() - waiting,
          stored.findings().size(),
          inOrder(release),
          nonTransactional,
          notes);
    }

    private void add(TenantId id, Finding finding) {
      switch (finding) {
        case Finding.Waiting _ -> {
          waiting++;
          target(id, standings.getOrDefault(id, Standing.UNKNOWN).sizeBytes());
        }
        case Finding.ToUpgrade to -> {
          target(id, to.sizeBytes());
          pending.addAll(to.pending());
          nonTransactional.addAll(to.nonTransactional());
          to.notes().forEach(note -> notes.add(new Note(id, note)));
        }
        case Finding.AlreadyThere _ -> alreadyThere.add(id);
        case Finding.Refused(var reason, var advice) ->
            refused.add(new Refused(id, reason, advice));
      }
    }

    private void target(TenantId id, long sizeBytes) {
      var tenant = tenants.get(id);
      if (tenant != null) {
        targets.add(tenant);
        sizes.put(id, sizeBytes);
      }
    }

    private List<String> inOrder(Release release) {
      var ordered = new LinkedHashSet<String>();
      release.migrations().stream()
          .map(Release.Migration::script)
          .filter(pending::contains)
          .forEach(ordered::add);
      ordered.addAll(pending);
      return List.copyOf(ordered);
    }
  }
}
