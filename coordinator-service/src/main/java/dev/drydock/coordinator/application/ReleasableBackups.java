package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which backups nobody needs any more. */
@ApplicationScoped
public class ReleasableBackups {
  private static final Pattern OF_ATTEMPT =
      Pattern.compile("bk-([a-z0-9][a-z0-9-]{0,62})-\\d{1,19}");
  private static final Pattern AD_HOC =
      Pattern.compile("bk-([a-z0-9][a-z0-9-]{0,62})-adhoc-[0-9a-f]{8,}");

  private final Tenants tenants;
  private final TenantsInUpgrades inUpgrades;

  ReleasableBackups(Tenants tenants, TenantsInUpgrades inUpgrades) {
    this.tenants = tenants;
    this.inUpgrades = inUpgrades;
  }

  /** The answer for each that was asked about. */
  public record Answer(List<String> releasable, List<Held> held) {
    public Answer {
      releasable = List.copyOf(releasable);
      held = List.copyOf(held);
    }
  }

  public record Held(String id, String reason) {}

  /** What is not understood is held: nobody can say that it is not needed. */
  @Transactional
  public Answer among(List<String> backupIds) {
    var tenantsOf = new LinkedHashMap<String, Set<TenantId>>();
    backupIds.forEach(id -> tenantsOf.put(id, tenantsOf(id)));
    var named = tenantsOf.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    var known = tenants.findAll(named).keySet();
    var occupied = inUpgrades.among(named);
    var releasable = new ArrayList<String>();
    var held = new ArrayList<Held>();
    tenantsOf.forEach((id, of) ->
        reasonToHold(of, known, occupied)
            .ifPresentOrElse(reason -> held.add(new Held(id, reason)), () -> releasable.add(id)));
    return new Answer(releasable, held);
  }

  private static Optional<String> reasonToHold(
      Set<TenantId> of, Set<TenantId> known, Map<TenantId, UpgradeId> occupied) {
    if (of.isEmpty()) {
      return Optional.of("the ID is not one of a backup");
    }
    if (of.stream().noneMatch(known::contains)) {
      return Optional.of("its tenant is not registered here");
    }
    return of.stream()
        .filter(occupied::containsKey)
        .findFirst()
        .map(tenant ->
            "upgrade %s has not ended or has the tenant parked".formatted(occupied.get(tenant)));
  }

  /** Both readings where there are two: {@code bk-a-adhoc-12345678} may be of either tenant. */
  private static Set<TenantId> tenantsOf(String id) {
    return Stream.of(OF_ATTEMPT, AD_HOC)
        .map(shape -> shape.matcher(id))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .map(TenantId::new)
        .collect(Collectors.toSet());
  }
}
