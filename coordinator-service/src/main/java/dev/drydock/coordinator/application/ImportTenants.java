package dev.drydock.coordinator.application;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.Fleet;
import dev.drydock.coordinator.domain.tenant.Fleet.Candidate;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantCheck;
import dev.drydock.coordinator.domain.tenant.TenantDraft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Registers tenants, or updates those that are registered: everything or nothing. */
@ApplicationScoped
public class ImportTenants {
  private static final Logger LOG = Logger.getLogger(ImportTenants.class);
  private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds();

  private final Tenants tenants;
  private final TenantsInUpgrades inUpgrades;

  ImportTenants(Tenants tenants, TenantsInUpgrades inUpgrades) {
    this.tenants = tenants;
    this.inUpgrades = inUpgrades;
  }

  /** How many there were of each. */
  public record Imported(int imported, int updated, int unchanged) {}

  /**
   * @param mistakes already found while reading
   * @throws InvalidInput naming everything that is wrong; nothing was registered
   */
  @Transactional
  public Imported from(List<TenantDraft> drafts, Mistakes mistakes) {
    var candidates = checked(drafts, mistakes);
    tenants.lockForImport();
    var ids = candidates.stream().map(candidate -> candidate.tenant().id()).collect(toSet());
    var registered = tenants.findAll(ids);
    refuseCollisions(candidates, ids, mistakes);
    var changed = changed(candidates, registered);
    refuseWhatIsInUpgrades(changed, registered, mistakes);
    if (!mistakes.none()) {
      throw new InvalidInput("invalid-tenants", mistakes);
    }
    tenants.save(changed.stream().map(Candidate::tenant).toList());
    int updated =
        (int) changed.stream().filter(c -> registered.containsKey(c.tenant().id())).count();
    var outcome =
        new Imported(changed.size() - updated, updated, candidates.size() - changed.size());
    LOG.infof("tenants imported: %d new, %d updated", outcome.imported(), outcome.updated());
    return outcome;
  }

  private static List<Candidate> checked(List<TenantDraft> drafts, Mistakes mistakes) {
    if (drafts.isEmpty() && mistakes.none()) {
      mistakes.add(null, null, "there is no tenant in it");
    }
    var candidates = new ArrayList<Candidate>();
    for (var draft : drafts) {
      TenantCheck.check(draft, TIME_ZONES, mistakes)
          .ifPresent(tenant -> candidates.add(new Candidate(draft, tenant)));
    }
    return candidates;
  }

  private void refuseCollisions(List<Candidate> candidates, Set<TenantId> ids, Mistakes mistakes) {
    var databases = candidates.stream().map(c -> Fleet.databaseOf(c.tenant())).collect(toSet());
    var staying =
        tenants.onDatabases(databases).stream().filter(t -> !ids.contains(t.id())).toList();
    new Fleet(staying).add(candidates, mistakes);
  }

  private static List<Candidate> changed(
      List<Candidate> candidates, Map<TenantId, Tenant> registered) {
    return candidates.stream()
        .filter(c -> !c.tenant().equals(registered.get(c.tenant().id())))
        .toList();
  }

  private void refuseWhatIsInUpgrades(
      List<Candidate> changed, Map<TenantId, Tenant> registered, Mistakes mistakes) {
    var updates =
        changed.stream()
            .filter(c -> registered.containsKey(c.tenant().id()))
            .collect(toMap(c -> c.tenant().id(), c -> c, (first, _) -> first));
    if (updates.isEmpty()) {
      return;
    }
    inUpgrades
        .among(updates.keySet())
        .forEach((id, upgrade) -> {
          var draft = updates.get(id);
          mistakes.add(
              draft == null ? null : draft.draft().line(),
              draft == null ? null : draft.draft().prefix() + "id",
              "'%s' is in upgrade %s; import its change when that has ended"
                  .formatted(id, upgrade));
        });
  }
}
