package dev.drydock.coordinator.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.UpgradeViews;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.saga.HashChain;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Views of upgrades, a few statements each whatever the fleet's size. */
@ApplicationScoped
class PostgresUpgradeViews implements UpgradeViews {
  private static final int MOST_FAILURES = 100;

  private final EntityManager entities;
  private final Ledger ledger;
  private final Upgrades upgrades;
  private final TenantViews tenantViews;
  private final StateJson json;

  PostgresUpgradeViews(
      EntityManager entities,
      Ledger ledger,
      Upgrades upgrades,
      TenantViews tenantViews,
      StateJson json) {
    this.entities = entities;
    this.ledger = ledger;
    this.upgrades = upgrades;
    this.tenantViews = tenantViews;
    this.json = json;
  }

  @Override
  public Optional<UpgradeView> upgrade(UpgradeId id) {
    return Optional.ofNullable(entities.find(UpgradeEntity.class, id.value())).map(this::view);
  }

  @Override
  public List<UpgradeView> upgrades(@Nullable String state, @Nullable UpgradeId before, int limit) {
    return entities
        .createQuery(
            "from UpgradeEntity where (:state is null or state = :state)"
                + " and (:before is null or id < :before) order by id desc",
            UpgradeEntity.class)
        .setParameter("state", state)
        .setParameter("before", before == null ? null : before.value())
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(this::view)
        .toList();
  }

  private UpgradeView view(UpgradeEntity entity) {
    var id = new UpgradeId(entity.id);
    var waves = upgrades.waves(id);
    var strategy =
        Strategy.parse(
            entity.waves, entity.concurrency, entity.hostConcurrency, entity.failureBudget);
    return new UpgradeView(
        entity.id,
        Trace.idOf(id),
        entity.coordinates,
        entity.state,
        entity.reason,
        entity.selector,
        entity.createdBy,
        entity.createdAt,
        entity.startedAt,
        entity.endedAt,
        total(waves),
        waveViews(id, waves, strategy),
        backupsProven(id),
        failures(id),
        new StrategyView(
            entity.waves, entity.concurrency, entity.hostConcurrency, entity.failureBudget));
  }

  private static Counts counts(WaveCounts wave) {
    return new Counts(
        wave.upgraded(),
        wave.restored(),
        wave.untouched(),
        wave.parked(),
        wave.inFlight(),
        wave.pending());
  }

  private static Counts total(List<WaveCounts> waves) {
    return waves.stream()
        .map(PostgresUpgradeViews::counts)
        .reduce(
            new Counts(0, 0, 0, 0, 0, 0),
            (a, b) ->
                new Counts(
                    a.upgraded() + b.upgraded(),
                    a.restored() + b.restored(),
                    a.untouched() + b.untouched(),
                    a.parked() + b.parked(),
                    a.inFlight() + b.inFlight(),
                    a.pending() + b.pending()));
  }

  private record Times(@Nullable Instant startedAt, @Nullable Instant endedAt) {}

  private List<WaveView> waveViews(UpgradeId id, List<WaveCounts> waves, Strategy strategy) {
    Map<Integer, Times> times = new HashMap<>();
    ledger.query(
        "select number, started_at, ended_at from upgrade_wave where upgrade_id = ?",
        row ->
            times.put(
                row.getInt(1),
                new Times(Ledger.instant(row, "started_at"), Ledger.instant(row, "ended_at"))),
        id.value());
    var views = new ArrayList<WaveView>();
    for (var wave : waves) {
      var at = times.getOrDefault(wave.number(), new Times(null, null));
      views.add(
          new WaveView(
              wave.number(),
              wave.name(),
              at.endedAt() != null ? "FINISHED" : at.startedAt() != null ? "RUNNING" : "PENDING",
              wave.tenants(),
              strategy.gate(wave.number()),
              counts(wave),
              at.startedAt(),
              at.endedAt()));
    }
    return views;
  }

  private int backupsProven(UpgradeId id) {
    return ledger
        .query("select count(*) from backup where upgrade_id = ?", row -> row.getInt(1), id.value())
        .getFirst();
  }

  /** The step is that of the first transition of the pass that named this failure. */
  private List<FailedTenant> failures(UpgradeId id) {
    return ledger.query(
        """
        select t.tenant_id, t.state, t.payload,
               (select l.body::jsonb ->> 'endedStep'
                  from transition l
                 where l.upgrade_id = t.upgrade_id and l.tenant_id = t.tenant_id
                   and (l.body::jsonb ->> 'pass')::int = t.pass
                   and l.body::jsonb ->> 'failureCode' = (t.payload::jsonb -> 'why' ->> 'code')
                 order by l.sequence limit 1) as step
          from tenant_upgrade t
         where t.upgrade_id = ? and t.state in ('RESTORED', 'UNTOUCHED', 'PARKED')
         order by t.tenant_id limit ?
        """,
        row ->
            new FailedTenant(
                row.getString("tenant_id"),
                row.getString("state"),
                row.getString("step"),
                Known.failure(tenantViews.state(row.getString("payload")))
                    .map(TenantViews::failure)
                    .orElseThrow()),
        id.value(),
        MOST_FAILURES);
  }

  @Override
  public List<TenantView> tenants(
      UpgradeId id, @Nullable String state, @Nullable TenantId after, int limit) {
    var rows =
        entities
            .createQuery(
                "from TenantUpgradeEntity where upgradeId = :id"
                    + " and (:state is null or state = :state)"
                    + " and (:after is null or tenantId > :after) order by tenantId",
                TenantUpgradeEntity.class)
            .setParameter("id", id.value())
            .setParameter("state", state)
            .setParameter("after", after == null ? null : after.value())
            .setMaxResults(limit)
            .getResultList();
    return tenantViews.of(rows);
  }

  @Override
  public Optional<HistoryView> history(UpgradeId id, TenantId tenant) {
    var row =
        entities.find(
            TenantUpgradeEntity.class, new TenantUpgradeEntity.Key(id.value(), tenant.value()));
    if (row == null) {
      return Optional.empty();
    }
    var view = tenantViews.of(List.of(row)).getFirst();
    record Link(String prev, String hash, String body) {}
    var links =
        ledger.query(
            "select prev_hash, hash, body from transition"
                + " where upgrade_id = ? and tenant_id = ? order by sequence",
            link -> new Link(link.getString(1), link.getString(2), link.getString(3)),
            id.value(),
            tenant.value());
    var head = HashChain.START;
    boolean intact = true;
    var transitions = new ArrayList<TransitionView>();
    for (var link : links) {
      intact &= link.prev().equals(head) && HashChain.link(head, link.body()).equals(link.hash());
      head = link.hash();
      transitions.add(new TransitionView(json.read(link.body(), JsonNode.class), link.hash()));
    }
    return Optional.of(new HistoryView(view, intact && head.equals(row.chainHead), transitions));
  }
}
