package dev.drydock.tenantdatabases.postgres;

/**
 * The catalogue queries behind {@link CatalogueLines}. No OID, no row version and no statistics get
 * in: two databases that a dump cannot tell apart give the same lines. Nor does {@code pg_attver},
 * which recent servers (seen in 17.12) keep among a column's options and {@code pg_dump} leaves
 * out.
 */
final class CatalogueSql {
  private static final String SUBJECTS =
      """
      WITH ns AS MATERIALIZED (
        SELECT oid, nspname, nspowner, nspacl FROM pg_catalog.pg_namespace
        WHERE nspname = ANY (?)),
      rel AS MATERIALIZED (
        SELECT c.*, ns.nspname AS nsp, c.relname::text AS nam,
            CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table'
              WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
              WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' END AS word
        FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND c.relpersistence <> 't'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
            AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e')),
      proc AS MATERIALIZED (
        SELECT p.*, ns.nspname AS nsp,
            p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')' AS nam
        FROM pg_catalog.pg_proc p JOIN ns ON ns.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = p.oid
            AND d.classid = 'pg_catalog.pg_proc'::regclass AND d.deptype = 'e')),
      typ AS MATERIALIZED (
        SELECT t.*, ns.nspname AS nsp, t.typname::text AS nam
        FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
        WHERE (t.typtype IN ('e', 'd', 'r')
            OR (t.typtype = 'c' AND EXISTS (SELECT FROM rel
              WHERE rel.oid = t.typrelid AND rel.relkind = 'c'))
            OR (t.typtype = 'p' AND NOT t.typisdefined)
            OR (t.typtype = 'b' AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)))
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = t.oid
            AND d.classid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'e')),
      """;

  private static final String PLACED =
      """
      placed AS MATERIALIZED (
        SELECT 'pg_catalog.pg_namespace'::regclass AS class, oid, nspname AS nsp,
            nspname::text AS nam, nspowner AS owner FROM ns
        UNION ALL
        SELECT 'pg_catalog.pg_class'::regclass, oid, nsp, nam, relowner FROM rel
        UNION ALL
        SELECT 'pg_catalog.pg_proc'::regclass, oid, nsp, nam, proowner FROM proc
        UNION ALL
        SELECT 'pg_catalog.pg_type'::regclass, oid, nsp, nam, typowner FROM typ
        UNION ALL
        SELECT class, o.oid, nspname, nam, owner FROM (
          SELECT 'pg_catalog.pg_collation'::regclass AS class, oid, collnamespace AS ns,
              collname AS nam, collowner AS owner FROM pg_catalog.pg_collation
          UNION ALL
          SELECT 'pg_catalog.pg_operator'::regclass, oid, oprnamespace, oprname, oprowner
            FROM pg_catalog.pg_operator WHERE oprcode <> 0
          UNION ALL
          SELECT 'pg_catalog.pg_opclass'::regclass, oid, opcnamespace, opcname, opcowner
            FROM pg_catalog.pg_opclass
          UNION ALL
          SELECT 'pg_catalog.pg_opfamily'::regclass, oid, opfnamespace, opfname, opfowner
            FROM pg_catalog.pg_opfamily
          UNION ALL
          SELECT 'pg_catalog.pg_conversion'::regclass, oid, connamespace, conname, conowner
            FROM pg_catalog.pg_conversion
          UNION ALL
          SELECT 'pg_catalog.pg_statistic_ext'::regclass, oid, stxnamespace, stxname, stxowner
            FROM pg_catalog.pg_statistic_ext
          UNION ALL
          SELECT 'pg_catalog.pg_ts_config'::regclass, oid, cfgnamespace, cfgname, cfgowner
            FROM pg_catalog.pg_ts_config
          UNION ALL
          SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, dictnamespace, dictname, dictowner
            FROM pg_catalog.pg_ts_dict
          UNION ALL
          SELECT 'pg_catalog.pg_ts_parser'::regclass, oid, prsnamespace, prsname, NULL
            FROM pg_catalog.pg_ts_parser
          UNION ALL
          SELECT 'pg_catalog.pg_ts_template'::regclass, oid, tmplnamespace, tmplname, NULL
            FROM pg_catalog.pg_ts_template
        ) o JOIN ns ON ns.oid = o.ns
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')),
      parts AS MATERIALIZED (
        SELECT 'pg_catalog.pg_class'::regclass AS class, i.indexrelid AS oid, nsp, nam
          FROM rel JOIN pg_catalog.pg_index i ON i.indrelid = rel.oid
          WHERE i.indisvalid OR rel.relkind = 'p'
        UNION ALL
        SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, nsp, nam
          FROM rel JOIN pg_catalog.pg_constraint k ON k.conrelid = rel.oid
          WHERE NOT (k.contype IN ('f', 'n') AND k.conparentid <> 0)
        UNION ALL
        SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, nsp, nam
          FROM typ JOIN pg_catalog.pg_constraint k ON k.contypid = typ.oid
        UNION ALL
        SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, nsp, nam
          FROM rel JOIN pg_catalog.pg_trigger t ON t.tgrelid = rel.oid WHERE NOT t.tgisinternal
        UNION ALL
        SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, nsp, nam
          FROM rel JOIN pg_catalog.pg_rewrite r ON r.ev_class = rel.oid
          WHERE r.rulename <> '_RETURN'
        UNION ALL
        SELECT 'pg_catalog.pg_policy'::regclass, p.oid, nsp, nam
          FROM rel JOIN pg_catalog.pg_policy p ON p.polrelid = rel.oid),
      """;

  private static final String RELATIONS =
      """
      lines (nsp, nam, kind, text) AS (
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', word, nam,
          CASE WHEN relpersistence = 'u' THEN 'unlogged' END,
          CASE WHEN relkind = 'p' THEN 'by ' || pg_catalog.pg_get_partkeydef(oid) END,
          (SELECT 'under ' || pg_catalog.string_agg(i.inhparent::regclass::text, ', '
             ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = rel.oid),
          pg_catalog.pg_get_expr(relpartbound, oid),
          (SELECT 'with ' || pg_catalog.string_agg(o, ', ' ORDER BY o)
             FROM pg_catalog.unnest(reloptions) o),
          (SELECT 'toast with ' || pg_catalog.string_agg(o, ', ' ORDER BY o)
             FROM pg_catalog.pg_class x, pg_catalog.unnest(x.reloptions) o
             WHERE x.oid = rel.reltoastrelid),
          (SELECT 'on server ' || pg_catalog.concat_ws(' ', s.srvname, 'with', (
             SELECT pg_catalog.string_agg(o, ', ' ORDER BY o) FROM pg_catalog.unnest(x.ftoptions) o))
             FROM pg_catalog.pg_foreign_table x
               JOIN pg_catalog.pg_foreign_server s ON s.oid = x.ftserver
             WHERE x.ftrelid = rel.oid),
          CASE WHEN relrowsecurity THEN 'row security' END,
          CASE WHEN relforcerowsecurity THEN 'forced' END,
          CASE WHEN relreplident NOT IN ('d', 'n') OR (relreplident = 'n' AND relkind = 'r')
            THEN 'replica identity ' || relreplident::text END,
          CASE WHEN reloftype <> 0 THEN 'of ' || reloftype::regtype::text END,
          (SELECT 'using ' || amname FROM pg_catalog.pg_am a
             WHERE a.oid = relam AND amname <> 'heap'),
          (SELECT 'tablespace ' || spcname FROM pg_catalog.pg_tablespace s
             WHERE s.oid = reltablespace),
          CASE WHEN relkind = 'm' THEN CASE WHEN relispopulated THEN 'populated' ELSE 'empty' END
          END,
          CASE WHEN relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(oid) END)
        FROM rel
      UNION ALL
      SELECT nsp, nam, 'DEFINITION', pg_catalog.concat_ws(' ', 'counter', nam, s.seqtypid::regtype,
          'start', s.seqstart, 'by', s.seqincrement, 'from', s.seqmin, 'to', s.seqmax, 'cache',
          s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
          (SELECT 'of ' || d.refobjid::regclass::text || '.' || a.attname
             FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a
               ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
             WHERE d.objid = rel.oid AND d.classid = 'pg_catalog.pg_class'::regclass
               AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')))
        FROM rel JOIN pg_catalog.pg_sequence s ON s.seqrelid = rel.oid
      UNION ALL
      SELECT nsp, nam, 'DEFINITION', 'columns ' || nam || ' ' || pg_catalog.string_agg(
          a.attname, ', ' ORDER BY a.attnum)
        FROM rel JOIN pg_catalog.pg_attribute a ON a.attrelid = rel.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND relkind IN ('r', 'p', 'f', 'c')
        GROUP BY nsp, nam
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'column', nam || '.' || a.attname,
          pg_catalog.format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END,
          CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation::text
          END,
          CASE WHEN a.attgenerated <> '' THEN 'generated' END,
          'default ' || (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid)
             FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
          CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default'
          END,
          CASE WHEN a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
          CASE WHEN a.attcompression <> '' THEN 'compression ' || a.attcompression::text END,
          CASE WHEN a.attstattarget >= 0 THEN 'statistics ' || a.attstattarget END,
          (SELECT 'with ' || pg_catalog.string_agg(o, ', ' ORDER BY o)
             FROM pg_catalog.unnest(a.attoptions || a.attfdwoptions) o
             WHERE NOT pg_catalog.starts_with(o, 'pg_attver=')))
        FROM rel JOIN pg_catalog.pg_attribute a ON a.attrelid = rel.oid
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND relkind IN ('r', 'p', 'f', 'c', 'v', 'm')
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'constraint', nam || '.' || k.conname,
          pg_catalog.pg_get_constraintdef(k.oid))
        FROM rel JOIN pg_catalog.pg_constraint k ON k.conrelid = rel.oid
        WHERE k.contype <> 't' AND NOT (k.contype IN ('f', 'n') AND k.conparentid <> 0)
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'index', x.relname,
          pg_catalog.pg_get_indexdef(x.oid),
          (SELECT 'statistics ' || pg_catalog.string_agg(a.attnum || '=' || a.attstattarget, ' '
             ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
             WHERE a.attrelid = x.oid AND a.attstattarget >= 0),
          CASE WHEN i.indisclustered THEN 'clustered' END,
          CASE WHEN i.indisreplident THEN 'replica identity' END,
          (SELECT 'under ' || h.inhparent::regclass::text FROM pg_catalog.pg_inherits h
             WHERE h.inhrelid = x.oid),
          (SELECT 'tablespace ' || spcname FROM pg_catalog.pg_tablespace s
             WHERE s.oid = x.reltablespace))
        FROM rel JOIN pg_catalog.pg_index i ON i.indrelid = rel.oid
          JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        WHERE i.indisvalid OR rel.relkind = 'p'
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'trigger', nam || '.' || t.tgname,
          pg_catalog.pg_get_triggerdef(t.oid), 'enabled', t.tgenabled)
        FROM rel JOIN pg_catalog.pg_trigger t ON t.tgrelid = rel.oid WHERE NOT t.tgisinternal
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'rule', nam || '.' || r.rulename,
          pg_catalog.pg_get_ruledef(r.oid), 'enabled', r.ev_enabled)
        FROM rel JOIN pg_catalog.pg_rewrite r ON r.ev_class = rel.oid
        WHERE r.rulename <> '_RETURN'
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'policy', nam || '.' || p.polname, p.polcmd,
          CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
          (SELECT 'to ' || pg_catalog.string_agg(name, ', ' ORDER BY name)
             FROM pg_catalog.unnest(p.polroles) r, LATERAL (SELECT CASE WHEN r = 0 THEN 'public'
               ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r)) END AS name) n),
          'using ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
          'check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
        FROM (SELECT c.oid, c.relname AS nam, ns.nspname AS nsp FROM pg_catalog.pg_class c
            JOIN ns ON ns.oid = c.relnamespace) rel
          JOIN pg_catalog.pg_policy p ON p.polrelid = rel.oid
      UNION ALL
      SELECT ns.nspname, s.stxname, 'EXPRESSION', 'statistics ' || s.stxname || ' '
          || pg_catalog.concat_ws(' ', pg_catalog.pg_get_statisticsobjdef(s.oid),
            'statistics ' || nullif(s.stxstattarget, -1))
        FROM pg_catalog.pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace
      """;

  private static final String ROUTINES_AND_TYPES =
      """
      UNION ALL
      SELECT nsp, nam, CASE WHEN prosqlbody IS NULL AND proargdefaults IS NULL THEN 'DEFINITION'
            ELSE 'EXPRESSION' END,
          CASE WHEN prokind = 'a' THEN 'aggregate ' || nam || ' ' || ROW(
            pg_catalog.pg_get_function_result(proc.oid), proparallel, a.aggkind,
            a.aggnumdirectargs, a.aggtransfn::oid::regprocedure, a.aggfinalfn::oid::regprocedure,
            a.aggcombinefn::oid::regprocedure, a.aggserialfn::oid::regprocedure,
            a.aggdeserialfn::oid::regprocedure, a.aggmtransfn::oid::regprocedure,
            a.aggminvtransfn::oid::regprocedure, a.aggmfinalfn::oid::regprocedure,
            a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify, a.aggmfinalmodify,
            a.aggsortop::regoperator, a.aggtranstype::regtype, a.aggtransspace,
            a.aggmtranstype::regtype, a.aggmtransspace, a.agginitval, a.aggminitval)::text
          ELSE 'routine ' || nam || ' ' || pg_catalog.pg_get_functiondef(proc.oid) END
        FROM proc LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = proc.oid
      UNION ALL
      SELECT nsp, nam, CASE typtype WHEN 'd' THEN 'EXPRESSION' ELSE 'DEFINITION' END, CASE typtype
          WHEN 'e' THEN 'enum ' || nam || ' ' || (SELECT pg_catalog.string_agg(
            pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum e WHERE e.enumtypid = typ.oid)
          WHEN 'd' THEN pg_catalog.concat_ws(' ', 'domain', nam,
            pg_catalog.format_type(typbasetype, typtypmod),
            CASE WHEN typnotnull THEN 'not null' END, 'default ' || typdefault,
            CASE WHEN typcollation <> 0 THEN 'collate ' || typcollation::regcollation::text END)
          WHEN 'b' THEN 'base type ' || nam || ' ' || ROW(typlen, typbyval, typcategory,
            typispreferred, typdelim, typelem::regtype, typinput::oid::regprocedure,
            typoutput::oid::regprocedure, typreceive::oid::regprocedure,
            typsend::oid::regprocedure, typmodin::oid::regprocedure,
            typmodout::oid::regprocedure, typanalyze::oid::regprocedure, typalign, typstorage,
            typdefault, typcollation::regcollation)::text
          WHEN 'p' THEN 'shell type ' || nam
          WHEN 'r' THEN (SELECT pg_catalog.concat_ws(' ', 'range', nam, r.rngsubtype::regtype,
            r.rngcollation::regcollation, r.rngcanonical::oid::regprocedure,
            r.rngsubdiff::oid::regprocedure, r.rngmultitypid::regtype,
            (SELECT identity FROM pg_catalog.pg_identify_object(
              'pg_catalog.pg_opclass'::regclass, r.rngsubopc, 0)))
            FROM pg_catalog.pg_range r WHERE r.rngtypid = typ.oid) END
        FROM typ
      UNION ALL
      SELECT nsp, nam, 'EXPRESSION', pg_catalog.concat_ws(' ', 'constraint', nam || '.' || k.conname,
          pg_catalog.pg_get_constraintdef(k.oid))
        FROM typ JOIN pg_catalog.pg_constraint k ON k.contypid = typ.oid
      UNION ALL
      SELECT nsp, nam, 'DEFINITION', pg_catalog.concat_ws(' ', 'depends', i.type, i.identity, 'on',
          'extension', x.extname)
        FROM (SELECT class, oid, nsp, nam FROM placed UNION ALL TABLE parts) o
          JOIN pg_catalog.pg_depend d ON d.classid = o.class AND d.objid = o.oid
            AND d.deptype = 'x'
          JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid,
          LATERAL pg_catalog.pg_identify_object(o.class, o.oid, 0) i
      """;

  private static final String RIGHTS =
      """
      UNION ALL
      SELECT nsp, nam, 'RIGHT', pg_catalog.concat_ws(' ', 'owner', i.type, i.identity,
          pg_catalog.pg_get_userbyid(owner))
        FROM placed, LATERAL pg_catalog.pg_identify_object(class, oid, 0) i
        WHERE owner IS NOT NULL
      UNION ALL
      SELECT nsp, nam, 'RIGHT', pg_catalog.concat_ws(' ', 'grant', word, nam, g.privilege_type, 'to',
          CASE WHEN g.grantee = 0 THEN 'public'
            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
          'by', pg_catalog.pg_get_userbyid(g.grantor),
          CASE WHEN g.is_grantable THEN 'with grant option' END)
        FROM (
          SELECT nspname AS nsp, nspname::text AS nam, 'schema' AS word,
              coalesce(nspacl, pg_catalog.acldefault('n', nspowner)) AS acl FROM ns
          UNION ALL
          SELECT nsp, nam, word, coalesce(relacl, pg_catalog.acldefault(
              CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner)) FROM rel
            WHERE relkind <> 'c'
          UNION ALL
          SELECT nsp, nam, 'column ' || a.attname || ' of', a.attacl
            FROM rel JOIN pg_catalog.pg_attribute a ON a.attrelid = rel.oid
            WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
          UNION ALL
          SELECT nsp, nam, 'routine', coalesce(proacl, pg_catalog.acldefault('f', proowner))
            FROM proc
          UNION ALL
          SELECT nsp, nam, 'type', coalesce(typacl, pg_catalog.acldefault('T', typowner)) FROM typ
        ) granted, pg_catalog.aclexplode(granted.acl) g
      UNION ALL
      SELECT ns.nspname, 'defaults', 'RIGHT', pg_catalog.concat_ws(' ', 'defaults',
          pg_catalog.pg_get_userbyid(d.defaclrole), d.defaclobjtype, (
            SELECT pg_catalog.string_agg(i::text, ', ' ORDER BY i::text)
            FROM pg_catalog.unnest(d.defaclacl) i))
        FROM pg_catalog.pg_default_acl d JOIN ns ON ns.oid = d.defaclnamespace
      UNION ALL
      SELECT nsp, nam, 'RIGHT', pg_catalog.concat_ws(' ', 'comment', i.type, i.identity,
          d.description)
        FROM (SELECT class, oid, nsp, nam FROM placed UNION ALL TABLE parts) o
          JOIN pg_catalog.pg_description d ON d.classoid = o.class AND d.objoid = o.oid,
          LATERAL pg_catalog.pg_identify_object(o.class, o.oid, d.objsubid) i
      )
      SELECT nsp, nam, kind, text FROM lines WHERE text IS NOT NULL
      """;

  /** Schema, subject, kind, text. The parameter is an array of schema names. */
  static final String LINES =
      SUBJECTS + PLACED + RELATIONS + ROUTINES_AND_TYPES + OtherCatalogueSql.OF_SCHEMAS + RIGHTS;

  private CatalogueSql() {}
}
