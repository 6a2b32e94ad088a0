package dev.drydock.tenantdatabases.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

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
    statements.addAll(
        grants(
            connection,
            "DATABASE",
            "SELECT coalesce(datacl, pg_catalog.acldefault('d', datdba)), datdba"
                + " FROM pg_catalog.pg_database WHERE datname = ?",
            database));
    return new Properties(create, ownerOf(connection, database), statements);
  }

  static Properties ofSchema(Connection connection, String schema) throws SQLException {
    var statements = new ArrayList<String>();
    statements.addAll(
        Sql.list(
            connection,
            "SELECT 'CREATE SCHEMA ' || ? || ' AUTHORIZATION ' || quote_ident("
                + "pg_catalog.pg_get_userbyid(nspowner)) FROM pg_catalog.pg_namespace"
                + " WHERE nspname = ? UNION ALL SELECT 'COMMENT ON SCHEMA ' || ? || ' IS ' ||"
                + " quote_literal(d) FROM pg_catalog.pg_namespace n,"
                + " pg_catalog.obj_description(n.oid, 'pg_namespace') d WHERE nspname = ?"
                + " AND d IS NOT NULL",
            row -> row.getString(1),
            NAME,
            schema,
            NAME,
            schema));
    statements.addAll(
        grants(
            connection,
            "SCHEMA",
            "SELECT coalesce(nspacl, pg_catalog.acldefault('n', nspowner)), nspowner"
                + " FROM pg_catalog.pg_namespace WHERE nspname = ?",
            schema));
    return new Properties("", "", statements);
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

  private static List<String> settings(Connection connection, String database)
      throws SQLException {
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
    found.forEach(
        (role, assignments) ->
            assignments.stream()
                .sorted()
                .map(
                    set ->
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
        java.util.Arrays.stream(name.split("\\.", -1))
            .map(Sql::identifier)
            .collect(java.util.stream.Collectors.joining("."));
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

  private static List<String> grants(
      Connection connection, String word, String aclAndOwner, String name) throws SQLException {
    return Sql.list(
        connection,
        """
        WITH a(acl, owner) AS (%s)
        SELECT 0, 'REVOKE ALL ON %s ' || ? || ' FROM PUBLIC, '
          || quote_ident(pg_catalog.pg_get_userbyid(owner)) FROM a
        UNION ALL
        SELECT 1, 'GRANT ' || g.privilege_type || ' ON %s ' || ? || ' TO '
          || CASE WHEN g.grantee = 0 THEN 'PUBLIC'
               ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
          || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
          FROM a, pg_catalog.aclexplode(acl) g
        ORDER BY 1, 2
        """
            .formatted(aclAndOwner, word, word),
        row -> row.getString(2),
        name,
        NAME,
        NAME);
  }
}
