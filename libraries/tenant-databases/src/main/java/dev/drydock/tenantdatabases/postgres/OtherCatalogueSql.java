package dev.drydock.tenantdatabases.postgres;

/** The rest of {@link CatalogueSql}: rarer objects of schemas, and what belongs to no schema. */
final class OtherCatalogueSql {
  /** A part of {@link CatalogueSql#LINES}. */
  static final String OF_SCHEMAS =
      """
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'collation ' || p.nam || ' ' || (pg_catalog.to_jsonb(c)
          - ARRAY['oid', 'collnamespace', 'collowner', 'collversion', 'collencoding'])
        FROM placed p JOIN pg_catalog.pg_collation c ON c.oid = p.oid
        WHERE p.class = 'pg_catalog.pg_collation'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'operator ' || ROW(o.oid::regoperator, o.oprkind,
          o.oprcanmerge, o.oprcanhash, o.oprresult::regtype, o.oprcom::regoperator,
          o.oprnegate::regoperator, o.oprcode::oid::regprocedure, o.oprrest::oid::regprocedure,
          o.oprjoin::oid::regprocedure)::text
        FROM placed p JOIN pg_catalog.pg_operator o ON o.oid = p.oid
        WHERE p.class = 'pg_catalog.pg_operator'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'operator class ' || ROW(p.nam, m.amname, f.identity,
          c.opcintype::regtype, c.opcdefault, c.opckeytype::regtype)::text
        FROM placed p JOIN pg_catalog.pg_opclass c ON c.oid = p.oid
          JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod,
          LATERAL pg_catalog.pg_identify_object(
            'pg_catalog.pg_opfamily'::regclass, c.opcfamily, 0) f
        WHERE p.class = 'pg_catalog.pg_opclass'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'operator family ' || ROW(p.nam, m.amname,
          (SELECT pg_catalog.string_agg(member, ', ' ORDER BY member) FROM (
            SELECT ROW('operator', o.amoplefttype::regtype, o.amoprighttype::regtype,
                o.amopstrategy, o.amoppurpose, o.amopopr::regoperator, (SELECT identity
                FROM pg_catalog.pg_identify_object('pg_catalog.pg_opfamily'::regclass,
                  nullif(o.amopsortfamily, 0), 0)))::text AS member
              FROM pg_catalog.pg_amop o WHERE o.amopfamily = f.oid
            UNION ALL
            SELECT ROW('function', r.amproclefttype::regtype, r.amprocrighttype::regtype,
                r.amprocnum, r.amproc::oid::regprocedure)::text
              FROM pg_catalog.pg_amproc r WHERE r.amprocfamily = f.oid) members))::text
        FROM placed p JOIN pg_catalog.pg_opfamily f ON f.oid = p.oid
          JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod
        WHERE p.class = 'pg_catalog.pg_opfamily'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'conversion ' || ROW(p.nam, c.conforencoding,
          c.contoencoding, c.conproc::oid::regprocedure, c.condefault)::text
        FROM placed p JOIN pg_catalog.pg_conversion c ON c.oid = p.oid
        WHERE p.class = 'pg_catalog.pg_conversion'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'text search configuration ' || ROW(p.nam, s.identity,
          (SELECT pg_catalog.string_agg(m.maptokentype || '=' || m.mapdict::regdictionary, ', '
             ORDER BY m.maptokentype, m.mapseqno)
             FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = c.oid))::text
        FROM placed p JOIN pg_catalog.pg_ts_config c ON c.oid = p.oid,
          LATERAL pg_catalog.pg_identify_object(
            'pg_catalog.pg_ts_parser'::regclass, c.cfgparser, 0) s
        WHERE p.class = 'pg_catalog.pg_ts_config'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'text search dictionary ' || ROW(p.nam, s.identity,
          d.dictinitoption)::text
        FROM placed p JOIN pg_catalog.pg_ts_dict d ON d.oid = p.oid,
          LATERAL pg_catalog.pg_identify_object(
            'pg_catalog.pg_ts_template'::regclass, d.dicttemplate, 0) s
        WHERE p.class = 'pg_catalog.pg_ts_dict'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'text search parser ' || ROW(p.nam,
          s.prsstart::oid::regprocedure, s.prstoken::oid::regprocedure,
          s.prsend::oid::regprocedure, s.prsheadline::oid::regprocedure,
          s.prslextype::oid::regprocedure)::text
        FROM placed p JOIN pg_catalog.pg_ts_parser s ON s.oid = p.oid
        WHERE p.class = 'pg_catalog.pg_ts_parser'::regclass
      UNION ALL
      SELECT p.nsp, p.nam, 'DEFINITION', 'text search template ' || ROW(p.nam,
          t.tmplinit::oid::regprocedure, t.tmpllexize::oid::regprocedure)::text
        FROM placed p JOIN pg_catalog.pg_ts_template t ON t.oid = p.oid
        WHERE p.class = 'pg_catalog.pg_ts_template'::regclass
      """;

  /** Not the system's, and not what an extension brings. */
  private static final String SUBJECTS =
      """
      WITH own AS MATERIALIZED (
        SELECT o.*, i.type, i.identity FROM (
          SELECT 'pg_catalog.pg_publication'::regclass AS class, oid, pubowner AS owner,
              NULL::aclitem[] AS acl FROM pg_catalog.pg_publication
          UNION ALL
          SELECT 'pg_catalog.pg_foreign_server'::regclass, oid, srvowner,
              coalesce(srvacl, pg_catalog.acldefault('S', srvowner))
            FROM pg_catalog.pg_foreign_server
          UNION ALL
          SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, fdwowner,
              coalesce(fdwacl, pg_catalog.acldefault('F', fdwowner))
            FROM pg_catalog.pg_foreign_data_wrapper
          UNION ALL
          SELECT 'pg_catalog.pg_language'::regclass, oid, lanowner,
              coalesce(lanacl, pg_catalog.acldefault('l', lanowner)) FROM pg_catalog.pg_language
          UNION ALL
          SELECT 'pg_catalog.pg_event_trigger'::regclass, oid, evtowner, NULL
            FROM pg_catalog.pg_event_trigger
          UNION ALL
          SELECT 'pg_catalog.pg_cast'::regclass, oid, NULL, NULL FROM pg_catalog.pg_cast
          UNION ALL
          SELECT 'pg_catalog.pg_transform'::regclass, oid, NULL, NULL
            FROM pg_catalog.pg_transform
          UNION ALL
          SELECT 'pg_catalog.pg_am'::regclass, oid, NULL, NULL FROM pg_catalog.pg_am
        ) o, LATERAL pg_catalog.pg_identify_object(o.class, o.oid, 0) i
        WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')),
      """;

  /**
   * What was granted on objects of the system and of extensions beyond what they came with: a dump
   * carries the difference. Not by whom: an extension's objects belong to whoever creates it.
   */
  private static final String CHANGED_GRANTS =
      """
      brought AS MATERIALIZED (
        SELECT b.*, coalesce(p.initprivs, pg_catalog.acldefault(b.kind, b.owner)) AS first FROM (
          SELECT 'pg_catalog.pg_class'::regclass AS class, oid, 0 AS sub, relowner AS owner,
              relacl AS acl, CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END AS kind,
              relnamespace AS space
            FROM pg_catalog.pg_class WHERE relacl IS NOT NULL
          UNION ALL
          SELECT 'pg_catalog.pg_class'::regclass, attrelid, attnum, relowner, attacl, 'c'::"char",
              relnamespace
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE attacl IS NOT NULL AND NOT attisdropped
          UNION ALL
          SELECT 'pg_catalog.pg_proc'::regclass, oid, 0, proowner, proacl, 'f'::"char",
              pronamespace
            FROM pg_catalog.pg_proc WHERE proacl IS NOT NULL
          UNION ALL
          SELECT 'pg_catalog.pg_type'::regclass, oid, 0, typowner, typacl, 'T'::"char",
              typnamespace
            FROM pg_catalog.pg_type WHERE typacl IS NOT NULL
          UNION ALL
          SELECT 'pg_catalog.pg_namespace'::regclass, oid, 0, nspowner, nspacl, 'n'::"char", oid
            FROM pg_catalog.pg_namespace WHERE nspacl IS NOT NULL AND nspname <> 'public'
          UNION ALL
          SELECT 'pg_catalog.pg_language'::regclass, oid, 0, lanowner, lanacl, 'l'::"char", 0
            FROM pg_catalog.pg_language WHERE lanacl IS NOT NULL
          UNION ALL
          SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, 0, fdwowner, fdwacl,
              'F'::"char", 0 FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
          UNION ALL
          SELECT 'pg_catalog.pg_foreign_server'::regclass, oid, 0, srvowner, srvacl, 'S'::"char", 0
            FROM pg_catalog.pg_foreign_server WHERE srvacl IS NOT NULL
        ) b LEFT JOIN pg_catalog.pg_init_privs p
          ON p.classoid = b.class AND p.objoid = b.oid AND p.objsubid = b.sub
        WHERE b.acl IS DISTINCT FROM p.initprivs
          AND b.space <> 'information_schema'::regnamespace AND (b.oid < 16384
          OR EXISTS (SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = b.class AND d.objid = b.oid AND d.deptype = 'e'))),
      changed AS (
        SELECT class, oid, sub, change, g.grantee, g.privilege_type, g.is_grantable
        FROM brought b, LATERAL (
          SELECT 'granted' AS change, n.* FROM (
            SELECT grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(b.acl)
            EXCEPT
            SELECT grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(b.first)) n
          UNION ALL
          SELECT 'revoked', n.* FROM (
            SELECT grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(b.first)
            EXCEPT
            SELECT grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(b.acl)) n) g
        WHERE g.grantee <> b.owner)
      """;

  private static final String DEFINITIONS =
      """
      SELECT extname::text, 'DEFINITION', pg_catalog.concat_ws(' ', 'extension', extname,
          extversion, 'in', extnamespace::regnamespace) FROM pg_catalog.pg_extension
      UNION ALL
      SELECT identity, 'EXPRESSION', pg_catalog.concat_ws(' ', 'publication',
          pg_catalog.to_jsonb(p) - ARRAY['oid', 'pubowner'],
          (SELECT pg_catalog.string_agg(n.pnnspid::regnamespace::text, ', '
             ORDER BY n.pnnspid::regnamespace::text)
             FROM pg_catalog.pg_publication_namespace n WHERE n.pnpubid = p.oid),
          (SELECT pg_catalog.string_agg(of_table, ', ' ORDER BY of_table)
             FROM pg_catalog.pg_publication_rel r, LATERAL (
               SELECT pg_catalog.concat_ws(' ', r.prrelid::regclass,
                 (SELECT '(' || pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attname) || ')'
                    FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])),
                 'where ' || pg_catalog.pg_get_expr(r.prqual, r.prrelid)) AS of_table) t
             WHERE r.prpubid = p.oid))
        FROM own JOIN pg_catalog.pg_publication p USING (oid)
        WHERE class = 'pg_catalog.pg_publication'::regclass
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'server', s.srvname, s.srvtype,
          'version', s.srvversion, 'by', f.fdwname, 'with', (
            SELECT pg_catalog.string_agg(o, ', ' ORDER BY o) FROM pg_catalog.unnest(s.srvoptions) o))
        FROM own JOIN pg_catalog.pg_foreign_server s USING (oid)
          JOIN pg_catalog.pg_foreign_data_wrapper f ON f.oid = s.srvfdw
        WHERE class = 'pg_catalog.pg_foreign_server'::regclass
      UNION ALL
      SELECT 'user mapping', 'RIGHT', pg_catalog.concat_ws(' ', 'user mapping', s.srvname,
          CASE WHEN m.umuser = 0 THEN 'public'
            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(m.umuser)) END,
          (
            SELECT pg_catalog.sha256(pg_catalog.convert_to(
                pg_catalog.string_agg(o, ', ' ORDER BY o), 'UTF8'))::text
              FROM pg_catalog.unnest(m.umoptions) o))
        FROM pg_catalog.pg_user_mapping m JOIN pg_catalog.pg_foreign_server s
          ON s.oid = m.umserver
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'foreign-data wrapper', f.fdwname,
          f.fdwhandler::oid::regprocedure, f.fdwvalidator::oid::regprocedure, (
            SELECT pg_catalog.string_agg(o, ', ' ORDER BY o) FROM pg_catalog.unnest(f.fdwoptions) o))
        FROM own JOIN pg_catalog.pg_foreign_data_wrapper f USING (oid)
        WHERE class = 'pg_catalog.pg_foreign_data_wrapper'::regclass
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'language', l.lanname,
          l.lanpltrusted, l.lanplcallfoid::regprocedure, l.laninline::regprocedure,
          l.lanvalidator::regprocedure)
        FROM own JOIN pg_catalog.pg_language l USING (oid)
        WHERE class = 'pg_catalog.pg_language'::regclass
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'event trigger', e.evtname,
          e.evtevent, e.evtfoid::regprocedure, e.evtenabled, e.evttags)
        FROM own JOIN pg_catalog.pg_event_trigger e USING (oid)
        WHERE class = 'pg_catalog.pg_event_trigger'::regclass
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'cast', identity, c.castmethod,
          c.castcontext, c.castfunc::regprocedure)
        FROM own JOIN pg_catalog.pg_cast c USING (oid)
        WHERE class = 'pg_catalog.pg_cast'::regclass
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'transform', identity,
          t.trffromsql::oid::regprocedure, t.trftosql::oid::regprocedure)
        FROM own JOIN pg_catalog.pg_transform t USING (oid)
        WHERE class = 'pg_catalog.pg_transform'::regclass
      UNION ALL
      SELECT identity, 'DEFINITION', pg_catalog.concat_ws(' ', 'access method', a.amname,
          a.amtype, a.amhandler::oid::regprocedure)
        FROM own JOIN pg_catalog.pg_am a USING (oid)
        WHERE class = 'pg_catalog.pg_am'::regclass
      """;

  private static final String RIGHTS =
      """
      UNION ALL
      SELECT identity, 'RIGHT', pg_catalog.concat_ws(' ', 'owner', type, identity,
          pg_catalog.pg_get_userbyid(owner)) FROM own WHERE owner IS NOT NULL
      UNION ALL
      SELECT identity, 'RIGHT', pg_catalog.concat_ws(' ', 'grant', type, identity,
          g.privilege_type, 'to', CASE WHEN g.grantee = 0 THEN 'public'
            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
          'by', pg_catalog.pg_get_userbyid(g.grantor),
          CASE WHEN g.is_grantable THEN 'with grant option' END)
        FROM own, pg_catalog.aclexplode(own.acl) g
      UNION ALL
      SELECT i.identity, 'RIGHT', pg_catalog.concat_ws(' ', change, i.type, i.identity,
          privilege_type, CASE WHEN grantee = 0 THEN 'public'
            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,
          CASE WHEN is_grantable THEN 'with grant option' END)
        FROM changed, LATERAL pg_catalog.pg_identify_object(class, oid, sub) i
      UNION ALL
      SELECT 'defaults', 'RIGHT', pg_catalog.concat_ws(' ', 'defaults',
          pg_catalog.pg_get_userbyid(d.defaclrole), d.defaclobjtype, (
            SELECT pg_catalog.string_agg(i::text, ', ' ORDER BY i::text)
            FROM pg_catalog.unnest(d.defaclacl) i))
        FROM pg_catalog.pg_default_acl d WHERE d.defaclnamespace = 0
      UNION ALL
      SELECT o.identity, 'RIGHT', pg_catalog.concat_ws(' ', 'comment', o.type, o.identity,
          d.description)
        FROM (
          SELECT class, oid, type, identity FROM own
          UNION ALL
          SELECT 'pg_catalog.pg_extension'::regclass, oid, 'extension', extname
            FROM pg_catalog.pg_extension) o
          JOIN pg_catalog.pg_description d ON d.classoid = o.class AND d.objoid = o.oid
      """;

  /** Subject, kind, text. */
  static final String OF_DATABASE = SUBJECTS + CHANGED_GRANTS + DEFINITIONS + RIGHTS;

  private OtherCatalogueSql() {}
}
