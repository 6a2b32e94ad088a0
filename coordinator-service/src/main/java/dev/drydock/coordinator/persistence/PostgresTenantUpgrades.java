package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Each tenant's way in each upgrade, loaded and saved in batches. */
@ApplicationScoped
class PostgresTenantUpgrades implements TenantUpgrades {
  private final EntityManager entities;
  private final Ledger ledger;
  private final TenantUpgradeRows rows;
  private final TransitionLog log;

  PostgresTenantUpgrades(
      EntityManager entities, Ledger ledger, TenantUpgradeRows rows, TransitionLog log) {
    this.entities = entities;
    this.ledger = ledger;
    this.rows = rows;
    this.log = log;
  }

  @Override
  public void add(List<TenantUpgrade> fresh) {
    refuseTaken(fresh.stream().map(t -> t.tenant().value()).toArray(String[]::new));
    for (var tenant : fresh) {
      entities.persist(rows.entity(tenant));
    }
    flush();
  }

  private void refuseTaken(String[] tenants) {
    var taken =
        ledger.query(
            "select tenant_id, upgrade_id from tenant_upgrade"
                + " where occupied and tenant_id = any(?) order by 1 limit 1",
            row -> taken(row.getString(1), row.getString(2)),
            (Object) tenants);
    if (!taken.isEmpty()) {
      throw taken.getFirst();
    }
  }

  private static Refusal taken(String tenant, String upgrade) {
    return Refusal.conflict(
        "tenant-in-upgrade",
        "tenant %s is in upgrade %s, which has not ended or has it parked"
            .formatted(tenant, upgrade));
  }

  /** Who was faster is seen only here. */
  private void flush() {
    try {
      entities.flush();
    } catch (ConstraintViolationException e) {
      if ("tenant_in_one_upgrade".equals(e.getConstraintName())) {
        throw Refusal.conflict(
            "tenant-in-upgrade", "one of the tenants is in another upgrade that has not ended");
      }
      throw e;
    }
  }

  @Override
  public Map<TenantUpgrade.Key, TenantUpgrade> lock(Collection<TenantUpgrade.Key> keys) {
    var byUpgrade = new TreeMap<String, List<String>>();
    for (var key : keys) {
      byUpgrade
          .computeIfAbsent(key.upgrade().value(), _ -> new ArrayList<>())
          .add(key.tenant().value());
    }
    var found = new LinkedHashMap<TenantUpgrade.Key, TenantUpgrade>();
    byUpgrade.forEach((upgrade, tenants) ->
        locked(upgrade, tenants)
            .forEach(entity -> {
              var tenant = rows.domain(entity);
              found.put(tenant.key(), tenant);
            }));
    return found;
  }

  /** However many: an array is one parameter. */
  @SuppressWarnings("unchecked")
  private List<TenantUpgradeEntity> locked(String upgrade, Collection<String> tenants) {
    return entities
        .createNativeQuery(
            "select * from tenant_upgrade where upgrade_id = :upgrade"
                + " and tenant_id = any(:tenants) order by tenant_id for no key update",
            TenantUpgradeEntity.class)
        .setParameter("upgrade", upgrade)
        .setParameter("tenants", tenants.toArray(String[]::new))
        .getResultList();
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<TenantUpgrade> lockDue(Instant now, int limit) {
    List<TenantUpgradeEntity> due =
        entities
            .createNativeQuery(
                "select * from tenant_upgrade where wake_at <= :now"
                    + " order by wake_at limit :limit for update skip locked",
                TenantUpgradeEntity.class)
            .setParameter("now", now)
            .setParameter("limit", limit)
            .getResultList();
    return due.stream().map(rows::domain).toList();
  }

  @Override
  public void record(Collection<TenantUpgrade> latest, List<Move> moves) {
    log.tokens(latest);
    log.provenBackups(moves);
    for (var tenant : latest) {
      rows.copy(tenant, entity(tenant));
    }
    flush();
    log.append(moves);
  }

  private TenantUpgradeEntity entity(TenantUpgrade tenant) {
    return entities.find(
        TenantUpgradeEntity.class,
        new TenantUpgradeEntity.Key(tenant.upgrade().value(), tenant.tenant().value()));
  }

  @Override
  public void saveWaking(Collection<TenantUpgrade> waiting) {
    for (var tenant : waiting) {
      TenantUpgradeRows.copyWaking(tenant.waking(), entity(tenant));
    }
    entities.flush();
  }

  @Override
  public void alive(Map<TenantUpgrade.Key, Token> alive, Instant now, Instant wakeAt) {
    var keys = List.copyOf(alive.entrySet());
    ledger.update(
        """
        with heard as (
          select t.upgrade_id, t.tenant_id
            from tenant_upgrade t
            join unnest(?, ?, ?) as p (upgrade_id, tenant_id, token) using (upgrade_id, tenant_id)
           where t.token = p.token and t.in_flight and t.sends > 0
             for update of t skip locked)
        update tenant_upgrade t set wake_at = greatest(t.wake_at, ?), alive_at = ?, sends = 1
          from heard h where t.upgrade_id = h.upgrade_id and t.tenant_id = h.tenant_id
        """,
        keys.stream().map(e -> e.getKey().upgrade().value()).toArray(String[]::new),
        keys.stream().map(e -> e.getKey().tenant().value()).toArray(String[]::new),
        keys.stream().map(e -> e.getValue().value()).toArray(Long[]::new),
        wakeAt,
        now);
  }

  @Override
  public List<TenantUpgrade.Key> keys(UpgradeId upgrade) {
    return ledger.query(
        "select tenant_id from tenant_upgrade where upgrade_id = ? order by 1",
        row -> new TenantUpgrade.Key(upgrade, new TenantId(row.getString(1))),
        upgrade.value());
  }

  @Override
  public List<TenantId> holdStill(@Nullable TenantId after, int limit) {
    return ledger.query(
        "select tenant_id from tenant_token where tenant_id > ?"
            + " order by tenant_id limit ? for update skip locked",
        row -> new TenantId(row.getString(1)),
        after == null ? "" : after.value(),
        limit);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<TenantUpgrade> latest(Collection<TenantId> tenants) {
    List<TenantUpgradeEntity> latest =
        entities
            .createNativeQuery(
                "select distinct on (tenant_id) * from tenant_upgrade"
                    + " where tenant_id = any(:tenants) order by tenant_id, upgrade_id desc",
                TenantUpgradeEntity.class)
            .setParameter("tenants", texts(tenants))
            .getResultList();
    return latest.stream().map(rows::domain).toList();
  }

  @Override
  public List<TenantUpgrade.Key> failed(UpgradeId upgrade, int wave) {
    return ledger.query(
        "select tenant_id from tenant_upgrade where upgrade_id = ?"
            + " and state in ('RESTORED', 'UNTOUCHED') and (? < 0 or wave = ?) order by 1",
        row -> new TenantUpgrade.Key(upgrade, new TenantId(row.getString(1))),
        upgrade.value(),
        wave,
        wave);
  }

  @Override
  public void vacate(UpgradeId upgrade) {
    ledger.update(
        "update tenant_upgrade set occupied = false where upgrade_id = ? and state <> 'PARKED'",
        upgrade.value());
  }

  @Override
  public List<TenantUpgrade.Key> parked(TenantId tenant) {
    return ledger.query(
        "select upgrade_id from tenant_upgrade where tenant_id = ? and state = 'PARKED'"
            + " order by 1 desc",
        row -> new TenantUpgrade.Key(new UpgradeId(row.getString(1)), tenant),
        tenant.value());
  }

  @Override
  public Map<TenantId, Token> tokens(Collection<TenantId> tenants) {
    var found = new HashMap<TenantId, Token>();
    ledger.query(
        "select tenant_id, token from tenant_token where tenant_id = any(?)",
        row -> found.put(new TenantId(row.getString(1)), new Token(row.getLong(2))),
        (Object) texts(tenants));
    return found;
  }

  @Override
  public boolean claim(
      TenantUpgrade.Key key, Token token, Step step, String executionId, Instant now) {
    return !ledger
        .query(
            """
            insert into claim (upgrade_id, tenant_id, token, step, execution_id, claimed_at)
            select t.upgrade_id, t.tenant_id, t.token, t.step, ?, ?
              from tenant_upgrade t
             where t.upgrade_id = ? and t.tenant_id = ? and t.token = ? and t.step = ?
               and t.in_flight
                on conflict (upgrade_id, tenant_id, token) do update
               set execution_id = claim.execution_id
             where claim.execution_id = excluded.execution_id
            returning 1
            """,
            row -> true,
            executionId,
            now,
            key.upgrade().value(),
            key.tenant().value(),
            token.value(),
            step.name())
        .isEmpty();
  }

  @Override
  public Set<TenantUpgrade.Key> begun(Collection<TenantUpgrade> waiting) {
    if (waiting.isEmpty()) {
      return Set.of();
    }
    var asked = List.copyOf(waiting);
    return new HashSet<>(
        ledger.query(
            "select upgrade_id, tenant_id from claim"
                + " join unnest(?, ?, ?) as p (upgrade_id, tenant_id, token)"
                + " using (upgrade_id, tenant_id, token)",
            row ->
                new TenantUpgrade.Key(
                    new UpgradeId(row.getString(1)), new TenantId(row.getString(2))),
            asked.stream().map(t -> t.upgrade().value()).toArray(String[]::new),
            asked.stream().map(t -> t.tenant().value()).toArray(String[]::new),
            asked.stream().map(t -> t.state().token().value()).toArray(Long[]::new)));
  }

  @Override
  public Map<TenantId, String> chainHeads(UpgradeId upgrade) {
    var heads = new LinkedHashMap<TenantId, String>();
    ledger.query(
        "select tenant_id, chain_head from tenant_upgrade where upgrade_id = ? order by 1",
        row -> heads.put(new TenantId(row.getString(1)), row.getString(2)),
        upgrade.value());
    return heads;
  }

  static String[] texts(Collection<TenantId> tenants) {
    return tenants.stream().map(TenantId::value).toArray(String[]::new);
  }
}
