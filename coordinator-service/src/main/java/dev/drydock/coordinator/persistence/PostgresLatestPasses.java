package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.LatestPasses;
import dev.drydock.coordinator.application.TenantsInUpgrades;
import dev.drydock.coordinator.domain.saga.Known;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest pass of each tenant, over all upgrades. */
@ApplicationScoped
class PostgresLatestPasses implements LatestPasses, TenantsInUpgrades {
  private final EntityManager entities;
  private final Ledger ledger;
  private final TenantViews views;

  PostgresLatestPasses(EntityManager entities, Ledger ledger, TenantViews views) {
    this.entities = entities;
    this.ledger = ledger;
    this.views = views;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Map<TenantId, PassSummary> latest(Collection<TenantId> tenants) {
    List<TenantUpgradeEntity> rows =
        entities
            .createNativeQuery(
                "select distinct on (tenant_id) * from tenant_upgrade"
                    + " where tenant_id in (:tenants) order by tenant_id, upgrade_id desc",
                TenantUpgradeEntity.class)
            .setParameter("tenants", tenants.stream().map(TenantId::value).toList())
            .getResultList();
    var steps = steps(rows);
    var viewed = views.of(rows);
    var latest = new LinkedHashMap<TenantId, PassSummary>();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var state = views.state(row.payload);
      latest.put(
          new TenantId(row.tenantId),
          new PassSummary(
              row.upgradeId,
              row.pass,
              row.state,
              steps.getOrDefault(row.tenantId, List.of()),
              TenantViews.backup(state),
              Known.failure(state).orElse(null),
              viewed.get(i).waitingFor()));
    }
    return latest;
  }

  private Map<String, List<StepSummary>> steps(List<TenantUpgradeEntity> rows) {
    record Ended(String tenant, StepSummary step) {}
    var ended =
        ledger.query(
            """
            select t.tenant_id, l.body::jsonb ->> 'endedStep' as step,
                   (l.body::jsonb ->> 'endedAttempt')::int as attempt,
                   (l.body::jsonb ->> 'durationMs')::bigint as duration,
                   l.body::jsonb ->> 'outcome' as outcome
              from unnest(?, ?, ?) as t (upgrade_id, tenant_id, pass)
              join transition l using (upgrade_id, tenant_id)
             where (l.body::jsonb ->> 'pass')::bigint = t.pass
               and l.body::jsonb ->> 'endedStep' is not null
             order by t.tenant_id, l.sequence
            """,
            row ->
                new Ended(
                    row.getString("tenant_id"),
                    new StepSummary(
                        row.getString("step"),
                        row.getInt("attempt"),
                        row.getLong("duration"),
                        row.getString("outcome"))),
            rows.stream().map(r -> r.upgradeId).toArray(String[]::new),
            rows.stream().map(r -> r.tenantId).toArray(String[]::new),
            rows.stream().map(r -> (long) r.pass).toArray(Long[]::new));
    var byTenant = new HashMap<String, List<StepSummary>>();
    ended.forEach(e -> byTenant.computeIfAbsent(e.tenant(), _ -> new ArrayList<>()).add(e.step()));
    return byTenant;
  }

  @Override
  public Map<TenantId, UpgradeId> among(Collection<TenantId> tenants) {
    var taken = new LinkedHashMap<TenantId, UpgradeId>();
    ledger.query(
        "select tenant_id, upgrade_id from tenant_upgrade"
            + " where occupied and tenant_id = any(?) order by 1",
        row -> taken.put(new TenantId(row.getString(1)), new UpgradeId(row.getString(2))),
        (Object) PostgresTenantUpgrades.texts(tenants));
    return taken;
  }
}
