package dev.drydock.coordinator.domain.upgrade;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.tenant.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an upgrade goes through the fleet.
 *
 * @param waves canary first
 * @param concurrency tenants in flight at once
 * @param hostConcurrency of these, on one database server, whatever upgrade they belong to
 */
public record Strategy(
    List<WaveSize> waves, int concurrency, int hostConcurrency, FailureBudget failureBudget) {
  private static final int MOST_IN_FLIGHT = 10_000;

  public Strategy {
    waves = List.copyOf(waves);
    if (concurrency < 1 || concurrency > MOST_IN_FLIGHT) {
      throw new StrategySyntaxException(
          "concurrency", "must be from 1 to " + MOST_IN_FLIGHT + " tenants");
    }
    if (hostConcurrency < 1 || hostConcurrency > MOST_IN_FLIGHT) {
      throw new StrategySyntaxException(
          "hostConcurrency", "must be from 1 to " + MOST_IN_FLIGHT + " tenants");
    }
  }

  /** Reads a request; {@code null} stands for the default: everyone in one wave, 8, 8, 10%. */
  public static Strategy parse(
      @Nullable String waves,
      @Nullable Integer concurrency,
      @Nullable Integer hostConcurrency,
      @Nullable String failureBudget) {
    return new Strategy(
        WaveSize.parse(waves == null ? "rest" : waves),
        concurrency == null ? 8 : concurrency,
        hostConcurrency == null ? 8 : hostConcurrency,
        FailureBudget.parse(failureBudget == null ? "10%" : failureBudget));
  }

  /** As people type it. */
  public String wavesText() {
    return waves.stream().map(WaveSize::text).collect(Collectors.joining(","));
  }

  /**
   * Which tenant goes in which wave: tenants of the ring {@code canary} first, then by ID; the same
   * targets always give the same waves. Waves without a tenant do not exist.
   */
  public List<Wave> assign(Collection<Tenant> targets) {
    var order =
        targets.stream()
            .sorted(
                Comparator.comparing((Tenant t) -> !"canary".equals(t.ring()))
                    .thenComparing(Tenant::id))
            .map(Tenant::id)
            .toList();
    var assigned = new ArrayList<Wave>();
    int from = 0;
    for (var size : waves) {
      int to = from + size.of(order.size(), order.size() - from);
      if (to > from) {
        assigned.add(
            new Wave(assigned.size(), name(assigned.size(), size), order.subList(from, to)));
      }
      from = to;
    }
    return List.copyOf(assigned);
  }

  /** Whether the first wave goes ahead of others to try the release. */
  public boolean hasCanary() {
    return waves.size() > 1;
  }

  /** What a wave must show before the next one starts, for people. */
  public String gate(int number) {
    return number == 0 && hasCanary() ? "no failure" : "failed <= " + failureBudget.text();
  }

  private String name(int number, WaveSize size) {
    if (number == 0 && hasCanary()) {
      return "canary";
    }
    return size instanceof WaveSize.Rest ? "rest" : "wave-" + number;
  }

  /** An ordered part of the targets; starts when the one before has finished. */
  public record Wave(int number, String name, List<TenantId> tenants) {
    public Wave {
      tenants = List.copyOf(tenants);
    }
  }
}
