package dev.drydock.notifier.persistence;

import dev.drydock.contracts.Failure;
import dev.drydock.notifier.application.Board;
import dev.drydock.notifier.domain.Cell;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the projection; aggregates are counted by the database. */
@ApplicationScoped
@Transactional
class PostgresBoard implements Board {
  private static final int TENANTS_PER_CAUSE = 2_000;
  private static final String BY_CELL_ORDER = " order by wave, tenant_id collate \"C\"";

  private final EntityManager entities;

  PostgresBoard(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public List<Upgrade> upgrades(@Nullable String before, int limit) {
    return entities
        .createQuery(
            "from UpgradeRow u where :before is null or u.id < :before order by u.id desc",
            UpgradeRow.class)
        .setParameter("before", before)
        .setMaxResults(limit)
        .getResultStream()
        .map(this::view)
        .toList();
  }

  @Override
  public Optional<Upgrade> upgrade(String id) {
    return Optional.ofNullable(entities.find(UpgradeRow.class, id)).map(this::view);
  }

  private Upgrade view(UpgradeRow row) {
    var byWave = counts(row.id);
    var total = new LinkedHashMap<String, Integer>();
    byWave.values().forEach(wave -> wave.forEach((cell, n) -> total.merge(cell, n, Integer::sum)));
    var backups = backups(row.id);
    return new Upgrade(
        row.id,
        row.release,
        row.state,
        row.reason,
        row.by,
        row.startedBy,
        row.startedAt,
        row.endedAt,
        total.values().stream().mapToInt(Integer::intValue).sum(),
        backups.get("proven", Long.class).intValue(),
        backups.get("bytes", Long.class),
        total,
        waves(row.id, byWave));
  }

  private Map<Integer, Map<String, Integer>> counts(String upgrade) {
    var counts = new TreeMap<Integer, Map<String, Integer>>();
    tuples(
            "select wave, cast(cell as text) as letter, cast(count(*) as integer) as n from tenant"
                + " where upgrade_id = :upgrade group by wave, cell order by wave, cell")
        .setParameter("upgrade", upgrade)
        .getResultStream()
        .forEach(row ->
            counts
                .computeIfAbsent(row.get("wave", Integer.class), _ -> new LinkedHashMap<>())
                .put(nameOf(row.get("letter", String.class)), row.get("n", Integer.class)));
    return counts;
  }

  private static String nameOf(String letter) {
    return Cell.ofLetter(letter.charAt(0)).name();
  }

  private Tuple backups(String upgrade) {
    return tuples(
            "select count(*) filter (where backup_proven) as proven,"
                + " cast(coalesce(sum(backup_bytes), 0) as bigint) as bytes"
                + " from tenant where upgrade_id = :upgrade")
        .setParameter("upgrade", upgrade)
        .getSingleResult();
  }

  private List<Wave> waves(String upgrade, Map<Integer, Map<String, Integer>> counts) {
    return entities
        .createQuery(
            "from WaveRow w where w.key.upgrade = :upgrade order by w.key.number", WaveRow.class)
        .setParameter("upgrade", upgrade)
        .getResultStream()
        .map(row ->
            new Wave(
                row.key.number(),
                row.name,
                row.state,
                row.tenants,
                row.startedAt,
                row.endedAt,
                counts.getOrDefault(row.key.number(), Map.of())))
        .toList();
  }

  @Override
  public String cells(String upgrade) {
    return (String)
        entities
            .createNativeQuery(
                "select coalesce(string_agg(cell, '' "
                    + BY_CELL_ORDER
                    + "), '') from tenant where upgrade_id = :upgrade",
                String.class)
            .setParameter("upgrade", upgrade)
            .getSingleResult();
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> names(String upgrade) {
    return entities
        .createNativeQuery(
            "select tenant_id from tenant where upgrade_id = :upgrade" + BY_CELL_ORDER,
            String.class)
        .setParameter("upgrade", upgrade)
        .getResultList();
  }

  @Override
  public Optional<Tenant> tenant(String upgrade, String tenant) {
    return Optional.ofNullable(entities.find(TenantRow.class, new TenantRow.Key(upgrade, tenant)))
        .map(PostgresBoard::view);
  }

  private static Tenant view(TenantRow row) {
    var failure = row.failure();
    return new Tenant(
        row.key.upgrade(),
        row.key.tenant(),
        row.wave,
        row.pass,
        row.state,
        Cell.ofLetter(row.cell).name(),
        name(row.step),
        row.attempt,
        name(row.failedStep),
        name(row.failureCode),
        failure == null ? null : failure.summary(),
        row.failureAdvice,
        row.backupBytes,
        row.backupProven,
        row.workedMs,
        row.since);
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  @Override
  public List<Cause> failures(String upgrade) {
    var byCause =
        entities
            .createQuery(
                "from TenantRow t where t.key.upgrade = :upgrade and t.failureCode is not null"
                    + " order by t.key.tenant",
                TenantRow.class)
            .setParameter("upgrade", upgrade)
            .getResultStream()
            .collect(Collectors.groupingBy(PostgresBoard::cause));
    var causes = new ArrayList<Cause>();
    byCause.forEach((_, rows) -> causes.add(cause(rows)));
    causes.sort(
        java.util.Comparator.comparingInt(Cause::count).reversed().thenComparing(Cause::summary));
    return causes;
  }

  private static String cause(TenantRow row) {
    return row.failureCode + " " + row.failureSubject + ":" + row.failureLine;
  }

  private static Cause cause(List<TenantRow> rows) {
    var first = rows.getFirst();
    return new Cause(
        first.failureCode.name(),
        first.failureSubject,
        withoutCount(first).summary(),
        rows.size(),
        rows.stream()
            .limit(TENANTS_PER_CAUSE)
            .map(row -> new Failed(row.key.tenant(), row.state, name(row.failedStep)))
            .toList());
  }

  private static Failure withoutCount(TenantRow row) {
    return new Failure(
        row.failureCode, row.failureSubject, row.failureLine, row.failureSqlState, 0, null);
  }

  @Override
  public List<Tenant> parked(String upgrade, int limit) {
    return entities
        .createQuery(
            "from TenantRow t where t.key.upgrade = :upgrade and t.state = 'PARKED'"
                + " order by t.since, t.key.tenant",
            TenantRow.class)
        .setParameter("upgrade", upgrade)
        .setMaxResults(limit)
        .getResultStream()
        .map(PostgresBoard::view)
        .toList();
  }

  @Override
  public long position() {
    return entities
        .createQuery("select c.logPosition from CursorRow c", Long.class)
        .getSingleResult();
  }

  @Override
  public List<Logged> eventsAfter(long position, @Nullable String upgrade, int limit) {
    return entities
        .createQuery(
            "from EventRow e where e.position > :position"
                + " and (:upgrade is null or e.upgrade = :upgrade) order by e.position",
            EventRow.class)
        .setParameter("position", position)
        .setParameter("upgrade", upgrade)
        .setMaxResults(limit)
        .getResultStream()
        .map(EventRow::logged)
        .toList();
  }

  @Override
  public List<Logged> latest(String upgrade, @Nullable String tenant, int limit) {
    return entities
        .createQuery(
            "from EventRow e where e.upgrade = :upgrade"
                + " and (:tenant is null or e.tenant = :tenant) order by e.position desc",
            EventRow.class)
        .setParameter("upgrade", upgrade)
        .setParameter("tenant", tenant)
        .setMaxResults(limit)
        .getResultStream()
        .map(EventRow::logged)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private TypedQuery<Tuple> tuples(String sql) {
    return (TypedQuery<Tuple>) entities.createNativeQuery(sql, Tuple.class);
  }
}
