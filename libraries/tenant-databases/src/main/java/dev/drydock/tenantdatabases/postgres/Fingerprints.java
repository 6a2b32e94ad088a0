package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fingerprints of what a dump carries, inside the caller's transaction; see ADR 0005. */
final class Fingerprints {
  /** As every build since the first release computes it. */
  private static final String PG_2 = "pg-2";

  /** Of a tenant with collations of its own, which {@link #PG_2} read in a way no copy equals. */
  private static final String PG_3 = "pg-3";

  private static final String PINNED =
      """
      SET LOCAL search_path = pg_catalog; SET LOCAL DateStyle = 'ISO, YMD';
      SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC';
      SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
      SET LOCAL lc_monetary = 'C'; SET LOCAL row_security = off;
      SET LOCAL quote_all_identifiers = off; SET LOCAL xmloption = content;
      SET LOCAL statement_timeout = 0
      """;

  private Fingerprints() {}

  /**
   * Of a tenant without the properties of its database.
   *
   * @param algorithm the oldest that gives these digests: services of two builds may prove and
   *     restore each other's backups
   */
  record Contents(String algorithm, String objects, String content, long rows) {
    /** Of a schema tenant: the database is not its own. */
    Fingerprint alone() {
      return new Fingerprint(algorithm, objects, content, rows);
    }

    /** Of a database tenant. */
    Fingerprint with(Properties properties) {
      return new Fingerprint(
          algorithm, Names.sha256(objects + "\n" + properties.digest()), content, rows);
    }
  }

  /** Pins what texts depend on, for the rest of this transaction. */
  static void pin(Connection connection) throws SQLException {
    Sql.run(connection, PINNED);
  }

  static Fingerprint of(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = tenant.schema();
    if (schema != null) {
      return ofSchemas(connection, List.of(schema)).values().iterator().next().alone();
    }
    return ofDatabase(connection).with(Properties.ofDatabase(connection, connection.getCatalog()));
  }

  static Map<String, Contents> ofSchemas(Connection connection, Collection<String> schemas)
      throws SQLException {
    pin(connection);
    var lines = CatalogueLines.of(connection, schemas);
    var sums = ContentSums.of(connection, schemas);
    var found = new LinkedHashMap<String, Contents>();
    for (var schema : schemas) {
      found.put(
          schema,
          contents(lines.getOrDefault(schema, List.of()), sums.getOrDefault(schema, List.of())));
    }
    return found;
  }

  static Contents ofDatabase(Connection connection) throws SQLException {
    pin(connection);
    var schemas = CatalogueLines.schemas(connection);
    var lines = new ArrayList<>(CatalogueLines.ofDatabase(connection));
    CatalogueLines.of(connection, schemas)
        .forEach((schema, some) -> some.forEach(line -> lines.add(line.withPrefix(schema + ": "))));
    var sums = new ArrayList<ContentSums.Sum>();
    ContentSums.of(connection, schemas)
        .forEach((schema, some) ->
            some.forEach(sum ->
                sums.add(new ContentSums.Sum(schema, schema + ": " + sum.line(), sum.rows()))));
    sums.add(ContentSums.largeObjects(connection));
    return contents(lines, sums);
  }

  private static Contents contents(List<CatalogueLines.Line> lines, List<ContentSums.Sum> sums) {
    return new Contents(
        lines.stream().anyMatch(CatalogueLines.Line::aboutCollation) ? PG_3 : PG_2,
        digest(lines.stream().map(CatalogueLines.Line::text).toList()),
        digest(sums.stream().map(ContentSums.Sum::line).toList()),
        sums.stream().mapToLong(ContentSums.Sum::rows).sum());
  }

  private static String digest(List<String> lines) {
    var digest = Names.digest();
    lines.stream()
        .sorted()
        .forEach(line -> {
          digest.update(line.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
