package dev.drydock.coordinator.domain.tenant;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.Tenant.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that no two tenants of the fleet share an ID, a database or a schema. */
public final class Fleet {
  private final Map<TenantId, Integer> lineOfId = new HashMap<>();
  private final Map<String, Map<String, TenantId>> ownersByDatabase = new HashMap<>();
  private static final String WHOLE_DATABASE = "";

  /** A tenant and the draft it was read from. */
  public record Candidate(TenantDraft draft, Tenant tenant) {
    int lineOf(String field) {
      var known = draft.fields().get(field);
      return known == null ? draft.line() : known.line();
    }
  }

  /** What is registered already and is not about to be changed. */
  public Fleet(Collection<Tenant> registered) {
    registered.forEach(tenant -> claim(tenant.id(), tenant.place()));
  }

  /** Adds them one after the other and notes each collision. */
  public void add(Collection<Candidate> candidates, Mistakes mistakes) {
    for (var candidate : candidates) {
      var id = candidate.tenant().id();
      var earlier = lineOfId.putIfAbsent(id, candidate.lineOf("id"));
      if (earlier != null) {
        mistakes.add(
            candidate.lineOf("id"),
            candidate.draft().prefix() + "id",
            "'%s' appears twice, first on line %d".formatted(id, earlier));
        continue;
      }
      var other = claim(id, candidate.tenant().place());
      if (other != null) {
        var field = candidate.tenant().place().schema() == null ? "database" : "schema";
        mistakes.add(
            candidate.lineOf(field),
            candidate.draft().prefix() + field,
            "is in use by tenant '%s': two tenants never share a database or schema"
                .formatted(other));
      }
    }
  }

  /** The key that {@link #Fleet} looks collisions up by. */
  public static String databaseOf(Tenant tenant) {
    return tenant.target().server() + "/" + tenant.target().database();
  }

  private @Nullable TenantId claim(TenantId id, Place place) {
    var owners =
        ownersByDatabase.computeIfAbsent(
            place.server() + "/" + place.database(), _ -> new LinkedHashMap<>());
    var own = place.schema() == null ? WHOLE_DATABASE : place.schema();
    var other = owners.get(own);
    if (other == null) {
      other =
          own.equals(WHOLE_DATABASE)
              ? owners.values().stream().findFirst().orElse(null)
              : owners.get(WHOLE_DATABASE);
    }
    owners.putIfAbsent(own, id);
    return other;
  }
}
