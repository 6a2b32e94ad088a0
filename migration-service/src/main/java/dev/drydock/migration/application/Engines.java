package dev.drydock.migration.application;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.util.EnumMap;
import java.util.Map;

/** The engines that this worker can reach. */
public final class Engines {
  private final Map<Engine, TenantDatabases> byEngine = new EnumMap<>(Engine.class);

  public Engines(Iterable<? extends TenantDatabases> engines) {
    engines.forEach(engine -> byEngine.put(engine.engine(), engine));
  }

  /**
   * @throws TenantDatabaseFailure.Permanent {@code ENGINE_UNSUPPORTED}
   */
  TenantDatabases of(TenantTarget tenant) {
    var engine = byEngine.get(tenant.engine());
    if (engine == null) {
      throw new TenantDatabaseFailure.Permanent(
          Failure.of(FailureCode.ENGINE_UNSUPPORTED, tenant.engine().name()));
    }
    return engine;
  }
}
