package dev.drydock.tenantdatabases.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What surrounds a tenant and stays behind when its copy is made: of a database its locale, owner,
 * settings, grants; of a schema its owner, grants, comment. As statements that make it again, so
 * that what is compared is what is carried.
 *
 * @param create options of {@code CREATE DATABASE}, empty for a schema
 * @param owner quoted
 * @param statements in which {@link #NAME} stands for the quoted name
 */
record Properties(String create, String owner, List<String> statements) {
  static final String NAME = "\u0001";

  private static final Properties NONE = new Properties("", "", List.of());

  private static final Set<String> LISTS =
      Set.of(
          "search_path",
          "local_preload_libraries",
          "session_preload_libraries",
          "temp_tablespaces");

  Properties {
    statements = List.copyOf(statements);
  }

  String digest() {
    return Names.sha256(create + "\n" + owner + "\n" + String.join("\n", statements));
  }

  List<String> statementsFor(String name) {
    return statements.stream().map(s -> s.replace(NAME, Sql.identifier(name))).toList();
  }

  static Properties ofDatabase(Connection connection, String database) throws SQLException {
    var create =
        Sql.text(
            connection,
            """
            SELECT pg_catalog.concat_ws(' ',
              'ENCODING', quote_literal(pg_catalog.pg_encoding_to_char(d.encoding)),
              'LC_COLLATE', quote_literal(d.datcollate), 'LC_CTYPE', quote_literal(d.datctype),
              CASE j ->> 'datlocprovider'
                WHEN 'i' THEN 'LOCALE_PROVIDER icu ICU_LOCALE '
                  || quote_literal(coalesce(j ->> 'datlocale', j ->> 'daticulocale'))
                WHEN 'b' THEN 'LOCALE_PROVIDER builtin BUILTIN_LOCALE '
                  || quote_literal(j ->> 'datlocale')
              END,
              CASE WHEN s.spcname <> 'pg_default' THEN 'TABLESPACE ' || quote_ident(s.spcname) END)
            FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace s
              ON s.oid = d.dattablespace, pg_catalog.to_jsonb(d) j
            WHERE d.datname = ?
            """,
            database);
    var statements = new ArrayList<String>();
    statements.addAll(limitAndComment(connection, database));
    statements.addAll(settings(connection, database));
    statements.addAll(grants(connection, database));
    return new Properties(create, ownerOf(connection, database), statements);
  }

  static Properties ofSchema(Connection connection, String schema) throws SQLException {
    return ofSchemas(connection, List.of(schema)).getOrDefault(schema, NONE);
  }

  /** In one round trip for all of them. */
  static Map<String, Properties> ofSchemas(Connection connection, List<String> schemas)
      throws SQLException {
    var statements = new HashMap<String, List<String>>();
    Sql.list(
        connection,
        """
        WITH n AS (SELECT oid, nspname, nspowner, coalesce(nspacl,
            pg_catalog.acldefault('n', nspowner)) AS acl
          FROM pg_catalog.pg_namespace WHERE nspname = ANY (?))
        SELECT nspname, 0, 'CREATE SCHEMA %1$s AUTHORIZATION '
            || quote_ident(pg_catalog.pg_get_userbyid(nspowner)) FROM n
        UNION ALL
        SELECT nspname, 1, 'COMMENT ON SCHEMA %1$s IS ' || quote_literal(d)
          FROM n, pg_catalog.obj_description(n.oid, 'pg_namespace') d WHERE d IS NOT NULL
        UNION ALL
        SELECT nspname, 2, 'REVOKE ALL ON SCHEMA %1$s FROM PUBLIC, '
            || quote_ident(pg_catalog.pg_get_userbyid(nspowner)) FROM n
        UNION ALL
        SELECT nspname, 3, 'GRANT ' || g.privilege_type || ' ON SCHEMA %1$s TO '
            || CASE WHEN g.grantee = 0 THEN 'PUBLIC'
                 ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
            || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
          FROM n, pg_catalog.aclexplode(acl) g
        ORDER BY 1, 2, 3
        """
            .formatted(NAME),
        row ->
            statements
                .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .add(row.getString(3)),
        (Object) schemas.toArray(String[]::new));
    var found = new HashMap<String, Properties>();
    statements.forEach((schema, some) -> found.put(schema, new Properties("", "", some)));
    return found;
  }

  private static String ownerOf(Connection connection, String database) throws SQLException {
    return Sql.text(
        connection,
        "SELECT quote_ident(pg_catalog.pg_get_userbyid(datdba)) FROM pg_catalog.pg_database"
            + " WHERE datname = ?",
        database);
  }

  private static List<String> limitAndComment(Connection connection, String database)
      throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT 'ALTER DATABASE ' || ? || ' CONNECTION LIMIT ' || datconnlimit
          FROM pg_catalog.pg_database WHERE datname = ?
        UNION ALL
        SELECT 'COMMENT ON DATABASE ' || ? || ' IS ' || quote_literal(c)
          FROM pg_catalog.pg_database d, pg_catalog.shobj_description(d.oid, 'pg_database') c
          WHERE datname = ? AND c IS NOT NULL
        """,
        row -> row.getString(1),
        NAME,
        database,
        NAME,
        database);
  }

  private static List<String> settings(Connection connection, String database) throws SQLException {
    var found = new TreeMap<String, List<String>>();
    Sql.list(
        connection,
        """
        SELECT CASE WHEN s.setrole = 0 THEN ''
          ELSE quote_ident(pg_catalog.pg_get_userbyid(s.setrole)) END, c
        FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d
          ON d.oid = s.setdatabase, pg_catalog.unnest(s.setconfig) c
        WHERE d.datname = ?
        """,
        row ->
            found
                .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .add(assignment(row.getString(2))),
        database);
    var statements = new ArrayList<String>();
    found.forEach((role, assignments) ->
        assignments.stream()
            .sorted()
            .map(set ->
                role.isEmpty()
                    ? "ALTER DATABASE " + NAME + " SET " + set
                    : "ALTER ROLE " + role + " IN DATABASE " + NAME + " SET " + set)
            .forEach(statements::add));
    return statements;
  }

  private static String assignment(String setting) {
    var name = setting.substring(0, setting.indexOf('='));
    var value = setting.substring(setting.indexOf('=') + 1);
    var quoted =
        Arrays.stream(name.split("\\.", -1)).map(Sql::identifier).collect(Collectors.joining("."));
    return quoted + " TO " + (LISTS.contains(name) ? listOf(value) : Sql.literal(value));
  }

  /** A list is stored as quoted identifiers; each becomes a literal of its own. */
  private static String listOf(String value) {
    var elements = new ArrayList<String>();
    var element = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' && quoted && i + 1 < value.length() && value.charAt(i + 1) == '"') {
        element.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        elements.add(Sql.literal(element.toString()));
        element.setLength(0);
      } else if (quoted || c != ' ') {
        element.append(c);
      }
    }
    elements.add(Sql.literal(element.toString()));
    return String.join(", ", elements);
  }

  private static List<String> grants(Connection connection, String database) throws SQLException {
    return Sql.list(
        connection,
        """
        WITH a AS (SELECT coalesce(datacl, pg_catalog.acldefault('d', datdba)) AS acl,
            datdba AS owner FROM pg_catalog.pg_database WHERE datname = ?)
        SELECT 0, 'REVOKE ALL ON DATABASE %1$s FROM PUBLIC, '
          || quote_ident(pg_catalog.pg_get_userbyid(owner)) FROM a
        UNION ALL
        SELECT 1, 'GRANT ' || g.privilege_type || ' ON DATABASE %1$s TO '
          || CASE WHEN g.grantee = 0 THEN 'PUBLIC'
               ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
          || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
          FROM a, pg_catalog.aclexplode(acl) g
        ORDER BY 1, 2
        """
            .formatted(NAME),
        row -> row.getString(2),
        database);
  }
}
