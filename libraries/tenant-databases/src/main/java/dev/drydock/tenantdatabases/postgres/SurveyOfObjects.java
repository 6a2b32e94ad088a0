package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What in a tenant could not be put back. */
final class SurveyOfObjects {
  /**
   * Every dependency between a schema and what is neither in it, nor the system's, nor an
   * extension's. Rules and defaults stand for their table.
   */
  private static final String ACROSS =
      """
      WITH placed AS (
        SELECT 'pg_catalog.pg_class'::regclass AS class, oid, relnamespace AS ns
          FROM pg_catalog.pg_class
        UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, pronamespace FROM pg_catalog.pg_proc
        UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid, typnamespace FROM pg_catalog.pg_type
        UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, oid, connamespace
          FROM pg_catalog.pg_constraint
        UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, c.relnamespace
          FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
        UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, d.oid, c.relnamespace
          FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
        UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, c.relnamespace
          FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
          WHERE NOT t.tgisinternal
        UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, p.oid, c.relnamespace
          FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
      ),
      mine AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?),
      system AS (SELECT oid FROM pg_catalog.pg_namespace
        WHERE nspname IN ('pg_catalog', 'information_schema') OR nspname ~ '^pg_toast')
      SELECT pg_catalog.pg_describe_object(a.class, a.oid, 0) || ' needs '
          || min(pg_catalog.pg_describe_object(b.class, b.oid, 0))
      FROM pg_catalog.pg_depend d
        JOIN placed a ON a.class = d.classid AND a.oid = d.objid
        JOIN placed b ON b.class = d.refclassid AND b.oid = d.refobjid
      WHERE d.deptype IN ('n', 'a', 'i') AND a.ns <> b.ns
        AND (a.ns IN (SELECT oid FROM mine) OR b.ns IN (SELECT oid FROM mine))
        AND a.ns NOT IN (SELECT oid FROM system) AND b.ns NOT IN (SELECT oid FROM system)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
          WHERE e.classid = b.class AND e.objid = b.oid AND e.deptype = 'e')
      GROUP BY a.class, a.oid ORDER BY 1 LIMIT 5
      """;

  private SurveyOfObjects() {}

  static List<Failure> look(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = tenant.schema();
    var found = new ArrayList<>(replication(connection));
    if (schema == null) {
      found.addAll(extensions(connection));
      found.addAll(eventTriggers(connection));
    } else {
      found.addAll(ofSchema(connection, schema));
    }
    return found;
  }

  private static List<Failure> replication(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT 'replication slot ' || slot_name FROM pg_catalog.pg_replication_slots
          WHERE database = current_database()
        UNION ALL
        SELECT 'subscription ' || subname FROM pg_catalog.pg_subscription s
          JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
        UNION ALL
        SELECT 'publication ' || pubname || ' for all tables' FROM pg_catalog.pg_publication
          WHERE puballtables
        """,
        row ->
            Failure.of(FailureCode.LOGICAL_REPLICATION, row.getString(1))
                .withAdvice(
                    "It would not follow a restored copy; drop it for the upgrade, or leave this"
                        + " tenant out."));
  }

  /**
   * Those that may exist once in a cluster, that need a superuser, or come back in another version.
   */
  private static List<Failure> extensions(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT x.extname, CASE
            WHEN x.extname = 'pg_cron' THEN 'It can be in one database of the cluster only.'
            WHEN a.name IS NULL THEN 'Its files are missing on the server.'
            WHEN x.extversion <> a.default_version THEN
              'Run: ALTER EXTENSION ' || quote_ident(x.extname) || ' UPDATE;'
            ELSE 'Only a superuser can create it in a copy.' END
        FROM pg_catalog.pg_extension x
          LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = x.extname
          LEFT JOIN pg_catalog.pg_available_extension_versions v
            ON v.name = x.extname AND v.version = x.extversion
        WHERE x.extname <> 'plpgsql' AND (x.extname = 'pg_cron' OR a.name IS NULL
          OR x.extversion <> a.default_version
          OR (v.superuser AND NOT v.trusted AND NOT (SELECT rolsuper FROM pg_catalog.pg_roles
            WHERE rolname = current_user)))
        ORDER BY 1
        """,
        row ->
            Failure.of(FailureCode.EXTENSION_NOT_RESTORABLE, row.getString(1))
                .withAdvice(row.getString(2)));
  }

  private static List<Failure> eventTriggers(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "SELECT evtname FROM pg_catalog.pg_event_trigger t WHERE NOT EXISTS (SELECT FROM"
            + " pg_catalog.pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')",
        row ->
            Failure.of(FailureCode.EXTENSION_NOT_RESTORABLE, "event trigger " + row.getString(1))
                .withAdvice("Only a superuser can create it in a copy; drop it for the upgrade."));
  }

  private static List<Failure> ofSchema(Connection connection, String schema) throws SQLException {
    var found = new ArrayList<Failure>();
    found.addAll(
        Sql.list(
            connection,
            "SELECT extname FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n"
                + " ON n.oid = x.extnamespace WHERE n.nspname = ?",
            row ->
                Failure.of(FailureCode.EXTENSION_NOT_RESTORABLE, row.getString(1))
                    .withAdvice(
                        "Run: ALTER EXTENSION "
                            + Sql.identifier(row.getString(1))
                            + " SET SCHEMA another one; a tenant's schema is renamed aside."),
            schema));
    found.addAll(
        Sql.list(
            connection,
            ACROSS,
            row ->
                Failure.of(FailureCode.OUTSIDE_DEPENDENCY, row.getString(1))
                    .withAdvice(
                        "The schema cannot be replaced by itself while objects depend across its"
                            + " border."),
            schema));
    found.addAll(atomicBodies(connection, schema));
    if (schema.equals("public")) {
      found.add(
          Failure.of(FailureCode.OUTSIDE_DEPENDENCY, schema)
              .withAdvice("Register the tenant without a schema: its database is its own."));
    }
    if (hasLargeObjects(connection, schema)) {
      found.add(
          Failure.of(FailureCode.LARGE_OBJECTS, schema)
              .withAdvice(
                  "Large objects belong to the whole database; move the tenant to a database of"
                      + " its own."));
    }
    return found;
  }

  /**
   * A schema is put back through the driver, which cuts such a body at its first semicolon; a
   * database is put back by pg_restore, which does not.
   */
  private static List<Failure> atomicBodies(Connection connection, String schema)
      throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = ? AND p.prosqlbody IS NOT NULL
          AND pg_catalog.pg_get_function_sqlbody(p.oid) ILIKE 'BEGIN ATOMIC%' ORDER BY 1
        """,
        row ->
            Failure.of(FailureCode.EXTENSION_NOT_RESTORABLE, "function " + row.getString(1))
                .withAdvice(
                    "A BEGIN ATOMIC body cannot be put back into a schema yet; write it as a string,"
                        + " or give the tenant a database of its own."),
        schema);
  }

  /** A column of type oid or lo, in a database that has large objects. */
  private static boolean hasLargeObjects(Connection connection, String schema) throws SQLException {
    return Sql.truth(
        connection,
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata) AND EXISTS (
          SELECT FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
          WHERE n.nspname = ? AND a.attnum > 0 AND NOT a.attisdropped
            AND (t.typname = 'lo' OR a.atttypid = 'oid'::regtype))
        """,
        schema);
  }
}
