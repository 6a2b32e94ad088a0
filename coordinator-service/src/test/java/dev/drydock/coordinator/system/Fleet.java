package dev.drydock.coordinator.system;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.application.Releases;
import dev.drydock.coordinator.application.Tenants;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers tenants and a release that no server has to back. */
@ApplicationScoped
class Fleet {
  static final String RELEASE = "shop:1.1.0";
  private final Tenants tenants;
  private final Releases releases;

  Fleet(Tenants tenants, Releases releases) {
    this.tenants = tenants;
    this.releases = releases;
  }

  @Transactional
  void register(String group, int count) {
    var fresh = new ArrayList<Tenant>();
    for (int i = 0; i < count; i++) {
      var id = new TenantId("%s-%04d".formatted(group, i));
      var target =
          new TenantTarget(
              id,
              Engine.POSTGRESQL,
              "127.0.0.1",
              5432 + i % 2,
              id.value(),
              null,
              "env:NOBODY",
              List.of("writer"));
      fresh.add(Tenant.of(target, Map.of("group", group), null));
    }
    tenants.save(fresh);
    var coordinates = ReleaseCoordinates.parse(RELEASE);
    if (releases.find(coordinates).isEmpty()) {
      releases.add(
          new Release(
              coordinates,
              List.of(),
              "1.1.0",
              "dd".repeat(32),
              100,
              List.of(new Release.Migration("V2__a.sql", "2", 1, true)),
              List.of(),
              "tester",
              Instant.parse("2026-01-01T00:00:00Z")));
    }
  }
}
