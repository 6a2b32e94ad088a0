package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade would do, by what is known of each tenant.
 *
 * @param targets the tenants to upgrade, by ID
 */
public record Plan(
    Release release,
    Strategy strategy,
    List<Tenant> targets,
    List<PlannedWave> waves,
    List<TenantId> alreadyThere,
    List<Refused> refused) {
  public Plan {
    targets = List.copyOf(targets);
    waves = List.copyOf(waves);
    alreadyThere = List.copyOf(alreadyThere);
    refused = List.copyOf(refused);
  }

  /**
   * @param sizeBytes of the tenants whose size is known
   * @param sizesUnknown how many tenants' size nobody has seen yet
   */
  public record PlannedWave(
      int number, String name, List<TenantId> tenants, long sizeBytes, int sizesUnknown) {
    public PlannedWave {
      tenants = List.copyOf(tenants);
    }
  }

  /**
   * @param advice what the operator does next, {@code null} when the reason says it
   */
  public record Refused(TenantId tenant, String reason, @Nullable String advice) {}
}
