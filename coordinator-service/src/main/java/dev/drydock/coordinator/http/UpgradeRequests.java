package dev.drydock.coordinator.http;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.application.RetryTenants.Which;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about upgrades, and what is wrong with them. */
final class UpgradeRequests {

  /** What to do with whom; see {@link Strategy#parse} for the defaults. */
  record UpgradeRequest(
      @Nullable String release,
      @Nullable String selector,
      @Nullable String waves,
      @Nullable Integer concurrency,
      @Nullable Integer hostConcurrency,
      @Nullable String failureBudget,
      @Nullable Boolean start) {

    ReleaseCoordinates coordinates() {
      try {
        return ReleaseCoordinates.parse(release == null ? "" : release);
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("invalid-release", "release: " + e.getMessage());
      }
    }

    Strategy strategy() {
      return Strategy.parse(waves, concurrency, hostConcurrency, failureBudget);
    }
  }

  /** Exactly one of the three. */
  record RetryRequest(
      @Nullable Boolean failed, @Nullable List<String> tenants, @Nullable Integer wave) {
    Which which() {
      if (tenants != null && wave == null && failed == null && !tenants.isEmpty()) {
        return new Which.These(tenants.stream().map(UpgradeRequests::tenant).toList());
      }
      if (wave != null && tenants == null && failed == null && wave >= 0) {
        return new Which.OfWave(wave);
      }
      if (Boolean.TRUE.equals(failed) && tenants == null && wave == null) {
        return new Which.Failed();
      }
      throw Refusal.invalid(
          "invalid-retry", "give exactly one of \"failed\": true, \"tenants\": [..], \"wave\": n");
    }
  }

  record ResolveRequest(@Nullable String action) {
    Fact.Resolution resolution() {
      try {
        return Fact.Resolution.valueOf((action == null ? "" : action).toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("invalid-action", "action: restore, retry or accept");
      }
    }
  }

  static UpgradeId upgrade(String id) {
    try {
      return new UpgradeId(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("upgrade", "with such an ID; `drydock upgrade list` names them");
    }
  }

  static TenantId tenant(String id) {
    try {
      return new TenantId(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("tenant", "with such an ID; `drydock tenant list` names them");
    }
  }

  private UpgradeRequests() {}
}
