package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.upgrade.Admission.Candidate;
import dev.drydock.coordinator.domain.upgrade.Admission.InFlight;
import dev.drydock.coordinator.domain.upgrade.Admission.Outages;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.coordinator.domain.upgrade.UpgradeState;
import dev.drydock.coordinator.domain.upgrade.UpgradeState.*;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Upgrades and their waves. */
@ApplicationScoped
class PostgresUpgrades implements Upgrades {
  private static final long ADMISSION = 7_301_001L;

  private final EntityManager entities;
  private final Ledger ledger;
  private final StateJson json;

  PostgresUpgrades(EntityManager entities, Ledger ledger, StateJson json) {
    this.entities = entities;
    this.ledger = ledger;
    this.json = json;
  }

  @Override
  public void add(Upgrade upgrade, List<Strategy.Wave> waves) {
    var entity = new UpgradeEntity();
    entity.id = upgrade.id().value();
    entity.release = json.write(upgrade.release());
    entity.coordinates = upgrade.release().coordinates();
    entity.selector = upgrade.selector();
    entity.waves = upgrade.strategy().wavesText();
    entity.concurrency = upgrade.strategy().concurrency();
    entity.hostConcurrency = upgrade.strategy().hostConcurrency();
    entity.failureBudget = upgrade.strategy().failureBudget().text();
    entity.targets = upgrade.targets();
    entity.createdBy = upgrade.createdBy();
    entity.createdAt = upgrade.createdAt();
    copy(upgrade, entity);
    entities.persist(entity);
    ledger.batch(
        "insert into upgrade_wave (upgrade_id, number, name, tenants) values (?, ?, ?, ?)",
        waves,
        (statement, wave) -> {
          statement.setString(1, upgrade.id().value());
          statement.setInt(2, wave.number());
          statement.setString(3, wave.name());
          statement.setInt(4, wave.tenants().size());
        });
  }

  @Override
  public Optional<Upgrade> find(UpgradeId id) {
    return Optional.ofNullable(entities.find(UpgradeEntity.class, id.value())).map(this::domain);
  }

  @Override
  public Optional<Upgrade> lock(UpgradeId id) {
    return Optional.ofNullable(
            entities.find(UpgradeEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
        .map(this::domain);
  }

  @Override
  public void save(Upgrade upgrade) {
    copy(upgrade, entities.find(UpgradeEntity.class, upgrade.id().value()));
  }

  private static void copy(Upgrade upgrade, UpgradeEntity entity) {
    entity.state = upgrade.state().name();
    entity.reason = upgrade.state() instanceof Paused(var reason) ? reason.name() : null;
    entity.forgiven = upgrade.forgivenFailures();
    entity.startedAt = upgrade.startedAt();
    entity.endedAt = upgrade.endedAt();
  }

  Upgrade domain(UpgradeEntity entity) {
    return new Upgrade(
        new UpgradeId(entity.id),
        json.read(entity.release, ReleaseReference.class),
        entity.selector,
        Strategy.parse(
            entity.waves, entity.concurrency, entity.hostConcurrency, entity.failureBudget),
        state(entity.state, entity.reason),
        entity.targets,
        entity.forgiven,
        entity.createdBy,
        entity.createdAt,
        entity.startedAt,
        entity.endedAt);
  }

  private static UpgradeState state(String name, @Nullable String reason) {
    return switch (name) {
      case "DRAFT" -> new Draft();
      case "APPROVED" -> new Approved();
      case "RUNNING" -> new Running();
      case "PAUSED" ->
          new Paused(reason == null ? PauseReason.OPERATOR : PauseReason.valueOf(reason));
      case "ABORTING" -> new Aborting();
      case "ABORTED" -> new Aborted();
      case "COMPLETED" -> new Completed();
      case "COMPLETED_WITH_FAILURES" -> new CompletedWithFailures();
      default -> throw new IllegalStateException("the ledger knows no upgrade state " + name);
    };
  }

  @Override
  public List<UpgradeId> active() {
    return ledger.query(
        "select id from upgrade where state in ('RUNNING', 'PAUSED', 'ABORTING') order by id",
        row -> new UpgradeId(row.getString(1)));
  }

  @Override
  public void lockAdmission() {
    ledger.query("select pg_advisory_xact_lock(?)", row -> true, ADMISSION);
  }

  @Override
  public boolean tryLockAdmission() {
    return ledger
        .query("select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), ADMISSION)
        .getFirst();
  }

  @Override
  public List<WaveCounts> waves(UpgradeId id) {
    return ledger.query(
        """
        select w.number, w.name,
               count(*) filter (where t.state = 'PENDING') as pending,
               count(*) filter (where t.in_flight) as in_flight,
               count(*) filter (where t.state = 'UPGRADED') as upgraded,
               count(*) filter (where t.state = 'RESTORED') as restored,
               count(*) filter (where t.state = 'UNTOUCHED') as untouched,
               count(*) filter (where t.state = 'PARKED') as parked,
               count(*) filter (where t.spends_budget) as failures
          from upgrade_wave w
          left join tenant_upgrade t on t.upgrade_id = w.upgrade_id and t.wave = w.number
         where w.upgrade_id = ?
         group by w.number, w.name
         order by w.number
        """,
        row ->
            new WaveCounts(
                row.getInt("number"),
                row.getString("name"),
                row.getInt("pending"),
                row.getInt("in_flight"),
                row.getInt("upgraded"),
                row.getInt("restored"),
                row.getInt("untouched"),
                row.getInt("parked"),
                row.getInt("failures")),
        id.value());
  }

  @Override
  public List<Strategy.Wave> dealt(UpgradeId id) {
    return ledger.query(
        """
        select w.number, w.name, array_agg(t.tenant_id order by t.tenant_id) as tenants
          from upgrade_wave w
          join tenant_upgrade t on t.upgrade_id = w.upgrade_id and t.wave = w.number
         where w.upgrade_id = ? group by w.number, w.name order by w.number
        """,
        row ->
            new Strategy.Wave(
                row.getInt("number"),
                row.getString("name"),
                Stream.of((String[]) row.getArray("tenants").getArray())
                    .map(TenantId::new)
                    .toList()),
        id.value());
  }

  @Override
  public Set<Integer> openWaves(UpgradeId id) {
    return new HashSet<>(
        ledger.query(
            "select number from upgrade_wave where upgrade_id = ?"
                + " and started_at is not null and ended_at is null",
            row -> row.getInt(1),
            id.value()));
  }

  @Override
  public void waveStarted(UpgradeId id, int wave, Instant at) {
    ledger.update(
        "update upgrade_wave set started_at = ?, ended_at = null"
            + " where upgrade_id = ? and number = ?",
        at,
        id.value(),
        wave);
  }

  @Override
  public void waveEnded(UpgradeId id, int wave, Instant at) {
    ledger.update(
        "update upgrade_wave set ended_at = ? where upgrade_id = ? and number = ?",
        at,
        id.value(),
        wave);
  }

  @Override
  public void reopenWaves(UpgradeId id) {
    ledger.update(
        """
        update upgrade_wave w set started_at = null, ended_at = null
         where w.upgrade_id = ? and w.ended_at is not null
           and exists (select 1 from tenant_upgrade t
                        where t.upgrade_id = w.upgrade_id and t.wave = w.number
                          and t.state = 'PENDING')
        """,
        id.value());
  }

  @Override
  public InFlight inFlight(UpgradeId id) {
    record OnHost(String host, int all, int ours, @Nullable String outage, boolean store) {}
    var hosts =
        ledger.query(
            """
            select host, count(*), count(*) filter (where upgrade_id = ?),
                   max(outage_code) filter (where outage_place = 'SERVER'),
                   coalesce(bool_or(outage_place = 'STORE'), false)
              from tenant_upgrade where in_flight group by host
            """,
            row ->
                new OnHost(
                    row.getString(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getBoolean(5)),
            id.value());
    var byHost = new HashMap<String, Integer>();
    var servers = new HashMap<String, FailureCode>();
    for (var host : hosts) {
      byHost.put(host.host(), host.all());
      if (host.outage() != null) {
        servers.put(host.host(), FailureCode.valueOf(host.outage()));
      }
    }
    return new InFlight(
        hosts.stream().mapToInt(OnHost::ours).sum(),
        byHost,
        new Outages(servers, hosts.stream().anyMatch(OnHost::store)));
  }

  @Override
  public List<Candidate> candidates(UpgradeId id, int wave, int perHost, int limit) {
    return ledger.query(
        """
        select tenant_id, host
          from (select tenant_id, host, row_number() over (partition by host order by tenant_id) n
                  from tenant_upgrade
                 where upgrade_id = ? and wave = ? and state = 'PENDING') p
         where n <= ? order by tenant_id limit ?
        """,
        row -> new Candidate(new TenantId(row.getString(1)), row.getString(2)),
        id.value(),
        wave,
        perHost,
        limit);
  }

  @Override
  public long takeSequences(UpgradeId id, int count) {
    return ledger
        .query(
            "update upgrade set event_sequence = event_sequence + ? where id = ?"
                + " returning event_sequence - ? + 1",
            row -> row.getLong(1),
            count,
            id.value(),
            count)
        .getFirst();
  }

  @Override
  public void digestDue(UpgradeId id) {
    ledger.update("update upgrade set digest_due = true where id = ?", id.value());
  }

  @Override
  public List<UpgradeId> digestsDue(int limit) {
    return ledger.query(
        "select id from upgrade where digest_due and ended_at is not null order by id limit ?",
        row -> new UpgradeId(row.getString(1)),
        limit);
  }

  @Override
  public void digestWritten(Upgrade ended) {
    ledger.update(
        "update upgrade set digest_due = false where id = ? and ended_at = ?",
        ended.id().value(),
        ended.endedAt());
  }
}
