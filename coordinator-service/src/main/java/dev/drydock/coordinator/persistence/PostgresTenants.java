package dev.drydock.coordinator.persistence;

import static java.util.stream.Collectors.toMap;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Tenants;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The register in PostgreSQL; whole batches travel as one JSON parameter of one statement. */
@ApplicationScoped
class PostgresTenants implements Tenants {
  private static final long IMPORT_LOCK = 0x6472_7964_0001L;
  private static final String SELECT = "select t.* from tenant t where ";
  private static final String AMONG_IDS =
      "in (select jsonb_array_elements_text(cast(:ids as jsonb)))";

  private static final String SAVE =
      """
      insert into tenant (id, engine, host, port, database_name, schema_name, credential,
          writer_roles, labels, ring, time_zone, maintenance_window)
      select id, engine, host, port, database_name, schema_name, credential,
          writer_roles, labels, ring, time_zone, maintenance_window
      from jsonb_to_recordset(cast(:rows as jsonb)) as r (id text, engine text, host text, port int,
          database_name text, schema_name text, credential text, writer_roles jsonb, labels jsonb,
          ring text, time_zone text, maintenance_window text)
      order by id
      on conflict (id) do update set
          engine = excluded.engine, host = excluded.host, port = excluded.port,
          database_name = excluded.database_name, schema_name = excluded.schema_name,
          credential = excluded.credential, writer_roles = excluded.writer_roles,
          labels = excluded.labels, ring = excluded.ring, time_zone = excluded.time_zone,
          maintenance_window = excluded.maintenance_window
      """;

  private static final String LEARN =
      """
      insert into tenant_standing as s (tenant_id, release, schema_version, size_bytes, seen_at)
      select r.tenant_id, r.release, r.schema_version, r.size_bytes, r.seen_at
      from jsonb_to_recordset(cast(:rows as jsonb)) as r (tenant_id text, release text,
          schema_version text, size_bytes bigint, seen_at timestamptz)
      join tenant t on t.id = r.tenant_id
      order by r.tenant_id
      on conflict (tenant_id) do update set
          release = coalesce(excluded.release, s.release),
          schema_version = coalesce(excluded.schema_version, s.schema_version),
          size_bytes =
              case when excluded.size_bytes = 0 then s.size_bytes else excluded.size_bytes end,
          seen_at = excluded.seen_at
      """;

  private final EntityManager entities;

  PostgresTenants(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(findAll(List.of(id)).get(id));
  }

  @Override
  public Map<TenantId, Tenant> findAll(Collection<TenantId> ids) {
    return select("t.id " + AMONG_IDS, Map.of("ids", json(ids)), null, 0).stream()
        .collect(toMap(Tenant::id, tenant -> tenant));
  }

  @Override
  public List<Tenant> matching(TenantSelector selector) {
    return page(selector, null, 0);
  }

  @Override
  public List<Tenant> page(TenantSelector selector, @Nullable TenantId after, int limit) {
    var sql = SelectorSql.of(selector);
    return select(sql.condition(), sql.parameters(), after, limit);
  }

  @Override
  public List<Tenant> onDatabases(Collection<String> databases) {
    return select(
        "t.host || ':' || t.port || '/' || t.database_name"
            + " in (select jsonb_array_elements_text(cast(:databases as jsonb)))",
        Map.of("databases", Json.write(databases)),
        null,
        0);
  }

  /** A limit of 0 is none. Sorted bytewise, as tenant IDs compare in Java. */
  private List<Tenant> select(
      String condition, Map<String, Object> parameters, @Nullable TenantId after, int limit) {
    var sql =
        SELECT
            + condition
            + (after == null ? "" : " and t.id > cast(:after as text) collate \"C\"")
            + " order by t.id collate \"C\"";
    var query = entities.unwrap(Session.class).createNativeQuery(sql, TenantRow.class);
    parameters.forEach(query::setParameter);
    if (after != null) {
      query.setParameter("after", after.value());
    }
    if (limit > 0) {
      query.setMaxResults(limit);
    }
    return query.getResultList().stream().map(TenantRow::tenant).toList();
  }

  @Override
  public void save(Collection<Tenant> tenants) {
    if (!tenants.isEmpty()) {
      entities
          .createNativeQuery(SAVE)
          .setParameter("rows", Json.write(tenants.stream().map(PostgresTenants::row).toList()))
          .executeUpdate();
    }
  }

  private static Map<String, @Nullable Object> row(Tenant tenant) {
    var target = tenant.target();
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("id", target.id().value());
    row.put("engine", target.engine().name());
    row.put("host", target.host());
    row.put("port", target.port());
    row.put("database_name", target.database());
    row.put("schema_name", target.schema());
    row.put("credential", target.credential());
    row.put("writer_roles", target.writerRoles());
    row.put("labels", tenant.labels());
    row.put("ring", tenant.ring());
    row.put("time_zone", tenant.timeZone());
    row.put("maintenance_window", tenant.maintenanceWindow());
    return row;
  }

  @Override
  public Map<TenantId, Standing> standings(Collection<TenantId> ids) {
    var sql = "select s.* from tenant_standing s where s.tenant_id " + AMONG_IDS;
    return entities
        .unwrap(Session.class)
        .createNativeQuery(sql, TenantStandingRow.class)
        .setParameter("ids", json(ids))
        .getResultList()
        .stream()
        .collect(toMap(row -> new TenantId(row.tenantId), TenantStandingRow::standing));
  }

  @Override
  public void learn(Map<TenantId, Standing> standings) {
    if (standings.isEmpty()) {
      return;
    }
    var rows = standings.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
    entities.createNativeQuery(LEARN).setParameter("rows", Json.write(rows)).executeUpdate();
  }

  private static Map<String, @Nullable Object> row(TenantId id, Standing standing) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("tenant_id", id.value());
    row.put("release", standing.release());
    row.put("schema_version", standing.schemaVersion());
    row.put("size_bytes", standing.sizeBytes());
    row.put("seen_at", String.valueOf(standing.seenAt()));
    return row;
  }

  @Override
  public void lockForImport() {
    entities
        .createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
        .setParameter("lock", IMPORT_LOCK)
        .getSingleResult();
  }

  private static String json(Collection<TenantId> ids) {
    return Json.write(ids.stream().map(TenantId::value).toList());
  }
}
