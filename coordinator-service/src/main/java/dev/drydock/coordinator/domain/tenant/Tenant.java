package dev.drydock.coordinator.domain.tenant;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as it was registered. What upgrades have learned about it is its {@link Standing}.
 *
 * @param labels free words that selectors ask for; never {@code id}, {@code ring} or {@code engine}
 * @param ring which tenants go first, {@code canary}; {@code null} when it has none
 * @param timeZone of its maintenance window, an IANA name
 * @param maintenanceWindow {@code HH:MM-HH:MM} in that zone, {@code null} when any time will do
 */
public record Tenant(
    TenantTarget target,
    SortedMap<String, String> labels,
    @Nullable String ring,
    @Nullable String timeZone,
    @Nullable String maintenanceWindow) {

  public Tenant {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public static Tenant of(TenantTarget target, Map<String, String> labels, @Nullable String ring) {
    return new Tenant(target, new TreeMap<>(labels), ring, null, null);
  }

  public TenantId id() {
    return target.id();
  }

  /** What must be unique in the fleet: two tenants never share one database or one schema. */
  public Place place() {
    return new Place(target.server(), target.database(), target.schema());
  }

  /** Where a tenant lives; without a schema the whole database is its own. */
  public record Place(String server, String database, @Nullable String schema) {}
}
