package dev.drydock.tenantdatabases.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A digest of the catalogue outside one schema: whatever creates, alters, drops or grants there
 * changes it. Rows of tables outside are not covered: the owner's rights are what keeps a script
 * away from those.
 */
final class OutsideDigest {
  /**
   * Names, definitions and grants, not statistics: vacuum and analyze of the neighbours go on
   * meanwhile and must not count. Stored expressions are read as they are stored: spelling them out
   * would lock the neighbours' tables, and two migrations of one database would wait for each
   * other.
   */
  private static final String SQL =
      """
      WITH skipped AS (
        SELECT oid FROM pg_catalog.pg_namespace
        WHERE nspname = ? OR nspname ~ '^(pg_toast|pg_temp|_drydock)' )
      SELECT count(*) || ':' || coalesce(sum(pg_catalog.hashtextextended(part, 1)), 0)
      FROM (
        SELECT pg_catalog.concat_ws('|', 'class', c.oid, c.relname, c.relnamespace, c.reltype,
            c.relowner, c.relam, c.relkind, c.relnatts, c.relchecks, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.reloptions,
            c.relpartbound) AS part
          FROM pg_catalog.pg_class c WHERE c.relnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'attribute', a.attrelid, a.attnum, a.attname,
            a.atttypid, a.atttypmod, a.attnotnull, a.atthasdef, a.attidentity, a.attgenerated,
            a.attisdropped, a.attcollation, a.attacl)
          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
          WHERE c.oid >= 16384 AND c.relnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'proc', p.oid, p.proname, p.pronamespace, p.proowner,
            p.proacl, p.prosrc, p.proconfig, p.prosecdef)
          FROM pg_catalog.pg_proc p
          WHERE p.oid >= 16384 AND p.pronamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'type', t.oid, t.typname, t.typnamespace, t.typowner,
            t.typacl, t.typnotnull, t.typdefault)
          FROM pg_catalog.pg_type t
          WHERE t.oid >= 16384 AND t.typnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'enum', e.oid, e.enumlabel)
          FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid
          WHERE t.typnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'constraint', k.oid, k.conname, k.conrelid,
            k.confrelid, k.convalidated)
          FROM pg_catalog.pg_constraint k WHERE k.connamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'default', d.oid, d.adbin)
          FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
          WHERE c.relnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'trigger', t.oid, t.tgname, t.tgrelid, t.tgenabled)
          FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
          WHERE NOT t.tgisinternal AND c.relnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'rule', r.oid, r.rulename, r.ev_class, r.ev_action)
          FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
          WHERE c.oid >= 16384 AND c.relnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'schema', n.nspname, n.nspowner, n.nspacl)
          FROM pg_catalog.pg_namespace n WHERE n.oid NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'extension', x.extname, x.extversion, x.extnamespace)
          FROM pg_catalog.pg_extension x
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'policy', p.oid, p.polname, p.polrelid)
          FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
          WHERE c.relnamespace NOT IN (SELECT oid FROM skipped)
        UNION ALL
        SELECT pg_catalog.concat_ws('|', 'setting', s.setdatabase, s.setrole, s.setconfig)
          FROM pg_catalog.pg_db_role_setting s
          WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
            WHERE datname = current_database()))
      ) parts
      """;

  private OutsideDigest() {}

  static String of(Connection connection, String schema) throws SQLException {
    return Sql.text(connection, SQL, schema);
  }
}
