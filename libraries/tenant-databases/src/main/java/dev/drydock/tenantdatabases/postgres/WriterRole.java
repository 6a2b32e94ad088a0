package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One role that writes to a tenant, and how it can be kept out.
 *
 * @param giveBack statements that give back what {@link #takeAway} takes, in order, one a line
 */
record WriterRole(String role, KeptOutBy keptOutBy, boolean couldLogIn, String giveBack) {
  /** How a writer is kept out. */
  enum KeptOutBy {
    /** The role is this tenant's alone: it may not log in. */
    LOGIN,
    /** Shared with other schemas: it loses its rights on this one. */
    SCHEMA,
    /** Shared with other databases: it may not connect to this one. */
    DATABASE
  }

  /**
   * Rights and ownership of the role, or of one it is a member of, anywhere but in this tenant and
   * in our own copies.
   */
  private static final String ELSEWHERE =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_shdepend s
          LEFT JOIN pg_catalog.pg_database other ON other.oid = CASE
            WHEN s.dbid <> 0 THEN s.dbid
            WHEN s.classid = 'pg_catalog.pg_database'::regclass THEN s.objid END
        WHERE s.refclassid = 'pg_catalog.pg_authid'::regclass AND s.refobjid IN (SELECT r.oid
            FROM pg_catalog.pg_roles r WHERE pg_catalog.pg_has_role(?::name, r.oid, 'MEMBER'))
          AND s.deptype IN ('o', 'a') AND other.datname <> current_database()
          AND other.datname !~ '^_drydock')
      """;

  private static final String OTHER_SCHEMAS =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_shdepend s
          JOIN pg_catalog.pg_database d ON d.oid = s.dbid AND d.datname = current_database()
          JOIN pg_catalog.pg_namespace n ON n.oid = CASE s.classid
            WHEN 'pg_catalog.pg_namespace'::regclass THEN s.objid
            WHEN 'pg_catalog.pg_class'::regclass
              THEN (SELECT relnamespace FROM pg_catalog.pg_class c WHERE c.oid = s.objid)
            WHEN 'pg_catalog.pg_proc'::regclass
              THEN (SELECT pronamespace FROM pg_catalog.pg_proc p WHERE p.oid = s.objid)
            WHEN 'pg_catalog.pg_type'::regclass
              THEN (SELECT typnamespace FROM pg_catalog.pg_type t WHERE t.oid = s.objid) END
        WHERE s.refclassid = 'pg_catalog.pg_authid'::regclass AND s.refobjid IN (SELECT r.oid
            FROM pg_catalog.pg_roles r WHERE pg_catalog.pg_has_role(?::name, r.oid, 'MEMBER'))
          AND s.deptype IN ('o', 'a') AND n.nspname <> ? AND n.nspname !~ '^_drydock'
          AND n.nspname !~ '^pg_')
      """;

  /**
   * Another role, which it has the rights of or may step into, that has the schema's; rights on
   * every schema ({@code pg_read_all_data}, {@code pg_write_all_data}) among them.
   */
  private static final String THROUGH_A_GROUP =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_roles r WHERE r.rolname <> ?
          AND pg_catalog.pg_has_role(?::name, r.oid, 'MEMBER')
          AND pg_catalog.has_schema_privilege(r.oid, ?, 'USAGE'))
      """;

  /**
   * @param connection to the tenant's database
   * @throws TenantDatabaseFailure.Permanent when the role is missing or cannot be kept out
   */
  static WriterRole look(Connection connection, TenantTarget tenant, String role)
      throws SQLException {
    var canLogIn =
        Sql.first(
                connection,
                "SELECT rolcanlogin, rolsuper FROM pg_catalog.pg_roles WHERE rolname = ?",
                row -> {
                  if (row.getBoolean(2)) {
                    throw inseparable(role, "It is a superuser: nothing keeps it out.");
                  }
                  return row.getBoolean(1);
                },
                role)
            .orElseThrow(() -> missing(role));
    var keptOutBy = keptOutBy(connection, tenant, role);
    var giveBack =
        switch (keptOutBy) {
          case LOGIN -> "";
          case SCHEMA -> schemaGrants(connection, tenant, role);
          case DATABASE -> databaseGrants(connection, role);
        };
    return new WriterRole(role, keptOutBy, canLogIn, giveBack);
  }

  private static KeptOutBy keptOutBy(Connection connection, TenantTarget tenant, String role)
      throws SQLException {
    var elsewhere = Sql.truth(connection, ELSEWHERE, role);
    var schema = tenant.schema();
    if (schema == null) {
      return elsewhere ? KeptOutBy.DATABASE : KeptOutBy.LOGIN;
    }
    return elsewhere || Sql.truth(connection, OTHER_SCHEMAS, role, schema)
        ? KeptOutBy.SCHEMA
        : KeptOutBy.LOGIN;
  }

  private static String schemaGrants(Connection connection, TenantTarget tenant, String role)
      throws SQLException {
    var schema = String.valueOf(tenant.schema());
    var name = Sql.identifier(schema);
    var othersLetItIn =
        Sql.truth(
                connection,
                """
                SELECT EXISTS (
                  SELECT FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(
                    coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) g
                  WHERE n.nspname = ? AND (
                    (g.grantee <> ?::regrole AND (g.grantee = 0
                       OR pg_catalog.pg_has_role(?::name, g.grantee, 'USAGE')))
                    OR (g.grantee = ?::regrole AND g.grantor <> n.nspowner)
                    OR n.nspowner = ?::regrole))
                """,
                schema,
                Sql.identifier(role),
                role,
                Sql.identifier(role),
                Sql.identifier(role))
            || Sql.truth(connection, THROUGH_A_GROUP, role, role, schema);
    if (othersLetItIn) {
      throw inseparable(
          role,
          "It is shared with other schemas and reaches this one through ownership, PUBLIC or"
              + " another role; grant USAGE on the schema to it directly, or give the tenant a"
              + " role of its own.");
    }
    return String.join(
        "\n",
        Sql.list(
            connection,
            """
            SELECT 'GRANT ' || g.privilege_type || ' ON SCHEMA ' || ? || ' TO '
              || quote_ident(pg_catalog.pg_get_userbyid(g.grantee))
              || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) g
            WHERE n.nspname = ? AND g.grantee = ?::regrole ORDER BY 1
            """,
            row -> row.getString(1),
            name,
            schema,
            Sql.identifier(role)));
  }

  private static String databaseGrants(Connection connection, String role) throws SQLException {
    var reachesItOtherwise =
        Sql.truth(
            connection,
            """
            SELECT EXISTS (
              SELECT FROM pg_catalog.pg_database d, pg_catalog.aclexplode(
                coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) g
              WHERE d.datname = current_database() AND g.privilege_type = 'CONNECT'
                AND (d.datdba = ?::regrole OR (g.grantee NOT IN (0, ?::regrole)
                  AND pg_catalog.pg_has_role(?::name, g.grantee, 'USAGE'))
                  OR (g.grantee IN (0, ?::regrole) AND g.grantor <> d.datdba)))
            """,
            Sql.identifier(role),
            Sql.identifier(role),
            role,
            Sql.identifier(role));
    if (reachesItOtherwise) {
      throw inseparable(
          role,
          "It is shared with other databases and owns this one or reaches it through another role"
              + " or another role's grant; give the tenant a role of its own.");
    }
    return String.join(
        "\n",
        Sql.list(
            connection,
            """
            SELECT 'GRANT CONNECT ON DATABASE ' || quote_ident(d.datname) || ' TO '
              || CASE g.grantee WHEN 0 THEN 'PUBLIC'
                   ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
              || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM pg_catalog.pg_database d, pg_catalog.aclexplode(
              coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) g
            WHERE d.datname = current_database() AND g.privilege_type = 'CONNECT'
              AND g.grantee IN (0, ?::regrole) ORDER BY 1
            """,
            row -> row.getString(1),
            Sql.identifier(role)));
  }

  /** What keeps the role out; runs in the tenant's database for a schema, anywhere else. */
  String takeAway(TenantTarget tenant) {
    return switch (keptOutBy) {
      case LOGIN -> "ALTER ROLE " + Sql.identifier(role) + " NOLOGIN";
      case SCHEMA ->
          "REVOKE ALL ON SCHEMA "
              + Sql.identifier(String.valueOf(tenant.schema()))
              + " FROM "
              + Sql.identifier(role);
      case DATABASE ->
          "REVOKE CONNECT ON DATABASE "
              + Sql.identifier(tenant.database())
              + " FROM PUBLIC, "
              + Sql.identifier(role);
    };
  }

  /**
   * Asks the server, after {@link #takeAway} and on the same connection.
   *
   * @throws TenantDatabaseFailure.Permanent when the role would still get in
   */
  void requireKeptOut(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = String.valueOf(tenant.schema());
    var getsIn =
        switch (keptOutBy) {
          case LOGIN ->
              Sql.truth(
                  connection,
                  "SELECT rolcanlogin OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = ?",
                  role);
          case SCHEMA ->
              Sql.truth(
                      connection,
                      "SELECT pg_catalog.has_schema_privilege(?::name, ?, 'USAGE')",
                      role,
                      schema)
                  || Sql.truth(connection, THROUGH_A_GROUP, role, role, schema);
          case DATABASE ->
              Sql.truth(
                  connection,
                  "SELECT pg_catalog.has_database_privilege(?::name, ?, 'CONNECT')",
                  role,
                  tenant.database());
        };
    if (getsIn) {
      throw inseparable(
          role,
          "It still gets in after its rights were taken: through another role, PUBLIC, or a grant"
              + " of somebody else; give the tenant a role of its own.");
    }
  }

  static TenantDatabaseFailure missing(String role) {
    return new TenantDatabaseFailure.Permanent(
        Failure.of(FailureCode.WRITER_ROLE_MISSING, role)
            .withAdvice("Create the role, or correct the tenant's writer roles."));
  }

  static TenantDatabaseFailure inseparable(String role, String why) {
    return new TenantDatabaseFailure.Permanent(
        Failure.of(FailureCode.WRITER_ROLE_SHARED, role).withAdvice(why));
  }
}
