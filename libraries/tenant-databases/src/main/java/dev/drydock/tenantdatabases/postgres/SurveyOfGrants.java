package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The grants of Drydock's role; each missing one comes with the statement that gives it. */
final class SurveyOfGrants {
  private SurveyOfGrants() {}

  static List<Failure> look(Connection connection, TenantTarget tenant) throws SQLException {
    var me = Sql.text(connection, "SELECT quote_ident(current_user)");
    var found = new ArrayList<Failure>();
    found.addAll(ofRole(connection, me));
    found.addAll(memberships(connection, tenant, me));
    found.addAll(ofDatabase(connection, tenant, me));
    found.addAll(rowSecurity(connection, tenant, me));
    if (tenant.schema() == null) {
      found.addAll(tablespace(connection, me));
      found.addAll(parameters(connection, me));
    }
    return found;
  }

  private static List<Failure> ofRole(Connection connection, String me) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT g.subject, g.statement FROM pg_catalog.pg_roles r, LATERAL (VALUES
          (r.rolcreatedb OR r.rolsuper, 'CREATEDB', 'ALTER ROLE % CREATEDB'),
          (r.rolcreaterole OR r.rolsuper, 'CREATEROLE', 'ALTER ROLE % CREATEROLE'),
          (pg_catalog.pg_has_role('pg_read_all_data', 'USAGE'), 'pg_read_all_data',
            'GRANT pg_read_all_data TO %'),
          (pg_catalog.pg_has_role('pg_signal_backend', 'USAGE'), 'pg_signal_backend',
            'GRANT pg_signal_backend TO %')) g(there, subject, statement)
        WHERE r.rolname = current_user AND NOT g.there
        """,
        row -> missing(row.getString(1), row.getString(2).replace("%", me)));
  }

  private static Failure missing(String subject, String statement) {
    return Failure.of(FailureCode.GRANT_MISSING, subject).withAdvice("Run: " + statement + ";");
  }

  /** The owner of the tenant and of everything in it: what it takes to make it again. */
  private static List<Failure> memberships(Connection connection, TenantTarget tenant, String me)
      throws SQLException {
    var schema = tenant.schema();
    return Sql.list(
        connection,
        """
        WITH ns AS (
          SELECT oid, nspowner FROM pg_catalog.pg_namespace
          WHERE CASE WHEN ?::text IS NULL
            THEN nspname !~ '^(pg_|_drydock)' AND nspname <> 'information_schema'
            ELSE nspname = ? END)
        SELECT DISTINCT pg_catalog.pg_get_userbyid(o) FROM (
          SELECT nspowner FROM ns
          UNION SELECT relowner FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
              WHERE d.objid = c.oid AND d.deptype = 'e')
          UNION SELECT proowner FROM pg_catalog.pg_proc p JOIN ns ON ns.oid = p.pronamespace
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
              WHERE d.objid = p.oid AND d.deptype = 'e')
          UNION SELECT typowner FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
              WHERE d.objid = t.oid AND d.deptype = 'e')
              AND t.typrelid = 0 AND t.typelem = 0
          UNION SELECT datdba FROM pg_catalog.pg_database
            WHERE datname = current_database() AND ?::text IS NULL) owners(o)
        WHERE o <> 'pg_database_owner'::regrole AND NOT pg_catalog.pg_has_role(o, 'USAGE')
        ORDER BY 1
        """,
        row -> missing(row.getString(1), ownership(row.getString(1), me)),
        schema,
        schema,
        schema);
  }

  private static String ownership(String owner, String me) {
    return "GRANT " + Sql.identifier(owner) + " TO " + me;
  }

  private static List<Failure> ofDatabase(Connection connection, TenantTarget tenant, String me)
      throws SQLException {
    var mayCreate =
        Sql.truth(
            connection, "SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')");
    return mayCreate
        ? List.of()
        : List.of(
            missing(
                "CREATE on " + tenant.database(),
                "GRANT CREATE ON DATABASE " + Sql.identifier(tenant.database()) + " TO " + me));
  }

  private static List<Failure> rowSecurity(Connection connection, TenantTarget tenant, String me)
      throws SQLException {
    return Sql.list(
        connection,
        "SELECT c.oid::regclass::text FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE (n.nspname = ? OR (?::text IS NULL AND n.nspname !~ '^pg_'))"
            + " AND c.relrowsecurity AND c.relforcerowsecurity AND NOT (SELECT rolbypassrls OR"
            + " rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) ORDER BY 1 LIMIT 5",
        row -> missing(row.getString(1), "ALTER ROLE " + me + " BYPASSRLS"),
        tenant.schema(),
        tenant.schema());
  }

  private static List<Failure> tablespace(Connection connection, String me) throws SQLException {
    return Sql.list(
        connection,
        "SELECT s.spcname FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace s"
            + " ON s.oid = d.dattablespace WHERE d.datname = current_database()"
            + " AND s.spcname <> 'pg_default'"
            + " AND NOT pg_catalog.has_tablespace_privilege(s.oid, 'CREATE')",
        row ->
            missing(
                "tablespace " + row.getString(1),
                "GRANT CREATE ON TABLESPACE " + Sql.identifier(row.getString(1)) + " TO " + me));
  }

  /** Settings of the database that only a superuser may set, so that a copy could not have them. */
  private static List<Failure> parameters(Connection connection, String me) throws SQLException {
    var rightsExist = Sql.number(connection, "SHOW server_version_num") >= 150_000;
    var allowed = rightsExist ? "pg_catalog.has_parameter_privilege(p.name, 'SET')" : "false";
    return Sql.list(
        connection,
        "SELECT DISTINCT p.name FROM pg_catalog.pg_db_role_setting s"
            + " JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase,"
            + " pg_catalog.unnest(s.setconfig) c JOIN pg_catalog.pg_settings p"
            + " ON p.name = split_part(c, '=', 1)"
            + " WHERE d.datname = current_database() AND p.context = 'superuser' AND NOT (SELECT"
            + " rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AND NOT "
            + allowed,
        row ->
            missing(
                row.getString(1),
                "GRANT SET ON PARAMETER " + Sql.identifier(row.getString(1)) + " TO " + me));
  }

  /** From PostgreSQL 16 on, CREATEROLE alters only roles over which it has ADMIN OPTION. */
  static List<Failure> mayAlter(Connection connection, String role) throws SQLException {
    if (Sql.number(connection, "SHOW server_version_num") < 160_000
        || Sql.truth(
            connection,
            "SELECT rolsuper OR pg_catalog.pg_has_role(?::name, 'USAGE WITH ADMIN OPTION')"
                + " FROM pg_catalog.pg_roles WHERE rolname = current_user",
            role)) {
      return List.of();
    }
    var me = Sql.text(connection, "SELECT quote_ident(current_user)");
    return List.of(
        missing(role, "GRANT " + Sql.identifier(role) + " TO " + me + " WITH ADMIN OPTION"));
  }
}
