package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The structure of a tenant for people and for comparing: without owners, grants and comments. */
final class SchemaDescription {
  private SchemaDescription() {}

  static List<String> of(Connection connection, TenantTarget tenant) throws SQLException {
    Fingerprints.pin(connection);
    var schema = tenant.schema();
    var schemas = schema == null ? CatalogueLines.schemas(connection) : List.of(schema);
    var lines = CatalogueLines.of(connection, schemas);
    var ofDatabase = schema == null ? CatalogueLines.ofDatabase(connection) : noLines();
    return Stream.concat(
            lines.entrySet().stream()
                .flatMap(entry ->
                    structural(entry.getValue())
                        .map(text -> withoutOwnSchema(schema, text))
                        .map(text -> shown(entry.getKey(), schema != null, text))),
            structural(ofDatabase))
        .sorted()
        .toList();
  }

  private static List<CatalogueLines.Line> noLines() {
    return List.of();
  }

  private static Stream<String> structural(List<CatalogueLines.Line> lines) {
    return lines.stream()
        .filter(CatalogueLines.Line::structural)
        .filter(line -> !line.aboutHistory())
        .map(line -> line.text().replaceAll("\\s+", " ").strip());
  }

  /**
   * A schema tenant is compared with one of another name: its own name, quoted or not, goes where
   * it qualifies another, and stays in the middle of a word.
   */
  private static String withoutOwnSchema(@Nullable String schema, String text) {
    if (schema == null) {
      return text;
    }
    var name = Pattern.quote(schema);
    return text.replaceAll("(?<![\\w$\".])(?:" + name + "|\"" + name + "\")\\.(?=[\\w\"])", "");
  }

  private static String shown(String schema, boolean alone, String text) {
    return alone || schema.equals("public") ? text : schema + ": " + text;
  }
}
