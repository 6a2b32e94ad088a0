package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Plans;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Plans in PostgreSQL. A plan waits while one of its tenants does; nothing else says so. */
@ApplicationScoped
class PostgresPlans implements Plans {
  private static final String WAITS =
      "exists (select from plan_tenant t where t.plan_id = p.id and t.state = 'WAITING')";

  private final Ledger ledger;

  PostgresPlans(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void add(StoredPlan plan, Instant now, Instant askAgainAt) {
    var strategy = plan.strategy();
    ledger.update(
        """
        insert into plan (id, release, waves, concurrency, host_concurrency, failure_budget,
            created_by, created_at, heard_at, ask_again_at, times_asked)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        """,
        plan.id().value(),
        plan.release().toString(),
        strategy.wavesText(),
        strategy.concurrency(),
        strategy.hostConcurrency(),
        strategy.failureBudget().text(),
        plan.createdBy(),
        now,
        now,
        askAgainAt);
    ledger.batch(
        "insert into plan_tenant (plan_id, tenant_id, state, finding) values (?, ?, ?, ?::jsonb)",
        new TreeMap<>(plan.findings()).entrySet(),
        (statement, row) -> {
          statement.setString(1, plan.id().value());
          statement.setString(2, row.getKey().value());
          statement.setString(3, FindingJson.state(row.getValue()));
          statement.setString(4, FindingJson.write(row.getValue()));
        });
  }

  @Override
  public Optional<StoredPlan> find(PlanId id) {
    return ledger.query("select p.* from plan p where p.id = ?", this::stored, id.value()).stream()
        .findFirst()
        .map(plan ->
            new StoredPlan(
                plan.id(), plan.release(), plan.strategy(), plan.createdBy(), findings(id)));
  }

  private StoredPlan stored(ResultSet row) throws SQLException {
    return new StoredPlan(
        new PlanId(row.getString("id")),
        ReleaseCoordinates.parse(row.getString("release")),
        Strategy.parse(
            row.getString("waves"),
            row.getInt("concurrency"),
            row.getInt("host_concurrency"),
            row.getString("failure_budget")),
        row.getString("created_by"),
        Map.of());
  }

  private Map<TenantId, Finding> findings(PlanId id) {
    var findings = new HashMap<TenantId, Finding>();
    ledger
        .query(
            "select tenant_id, state, finding from plan_tenant where plan_id = ?",
            row ->
                Map.entry(
                    new TenantId(row.getString(1)),
                    FindingJson.read(row.getString(2), row.getString(3))),
            id.value())
        .forEach(entry -> findings.put(entry.getKey(), entry.getValue()));
    return findings;
  }

  @Override
  public Map<PlanId, ReleaseCoordinates> releasesOf(Collection<PlanId> ids) {
    var releases = new HashMap<PlanId, ReleaseCoordinates>();
    ledger
        .query(
            "select p.* from plan p where p.id = any (?)",
            this::stored,
            (Object) ids.stream().map(PlanId::value).toArray(String[]::new))
        .forEach(plan -> releases.put(plan.id(), plan.release()));
    return releases;
  }

  @Override
  public void found(PlanId id, Map<TenantId, Finding> findings, Instant now) {
    // The plan before its tenants, as whoever gives up does, so that nobody waits in a circle.
    ledger.update("update plan set heard_at = greatest(heard_at, ?) where id = ?", now, id.value());
    ledger.batch(
        "update plan_tenant set state = ?, finding = ?::jsonb"
            + " where plan_id = ? and tenant_id = ? and state = 'WAITING'",
        new TreeMap<>(findings).entrySet(),
        (statement, row) -> {
          statement.setString(1, FindingJson.state(row.getValue()));
          statement.setString(2, FindingJson.write(row.getValue()));
          statement.setString(3, id.value());
          statement.setString(4, row.getKey().value());
        });
  }

  @Override
  public int asking() {
    return ledger
        .query("select count(*) from plan p where " + WAITS, row -> row.getInt(1))
        .getFirst();
  }

  @Override
  public List<Asking> lockDue(Instant now) {
    return ledger.query(
        "select p.id, p.times_asked, p.heard_at from plan p where p.ask_again_at <= ? and "
            + WAITS
            + " order by p.id for update of p skip locked",
        row ->
            new Asking(
                new PlanId(row.getString(1)),
                row.getInt(2),
                Objects.requireNonNull(Ledger.instant(row, "heard_at"))),
        now);
  }

  @Override
  public void asked(PlanId id, Instant askAgainAt) {
    ledger.update(
        "update plan set times_asked = times_asked + 1, ask_again_at = ? where id = ?",
        askAgainAt,
        id.value());
  }

  @Override
  public int forgetBefore(Instant time) {
    return ledger.update("delete from plan where created_at < ?", time);
  }
}
