package dev.drydock.backup.application;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/** The adapter of each engine that this service was built with. */
@ApplicationScoped
public class Engines {
  private final Map<Engine, TenantDatabases> byEngine = new EnumMap<>(Engine.class);

  @Inject
  public Engines(@Any Instance<TenantDatabases> adapters) {
    this((Iterable<TenantDatabases>) adapters);
  }

  Engines(Iterable<TenantDatabases> adapters) {
    adapters.forEach(adapter -> byEngine.put(adapter.engine(), adapter));
  }

  /**
   * @throws TenantDatabaseFailure.Permanent {@code ENGINE_UNSUPPORTED}
   */
  public TenantDatabases of(TenantTarget tenant) {
    var adapter = byEngine.get(tenant.engine());
    if (adapter == null) {
      throw new TenantDatabaseFailure.Permanent(
          Failure.of(FailureCode.ENGINE_UNSUPPORTED, tenant.engine().name()));
    }
    return adapter;
  }
}
