package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an archive does not carry, in the control database beside it. */
final class PropertiesStore {
  private PropertiesStore() {}

  static void remember(Connection control, String archive, Map<TenantTarget, Properties> properties)
      throws SQLException {
    try (var insert =
        control.prepareStatement(
            "INSERT INTO public.properties (tenant, archive, statements) VALUES (?, ?, ?)"
                + " ON CONFLICT (tenant, archive) DO NOTHING")) {
      for (var entry : properties.entrySet()) {
        insert.setString(1, entry.getKey().id().value());
        insert.setString(2, archive);
        insert.setArray(3, control.createArrayOf("text", texts(entry.getValue())));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static String[] texts(Properties properties) {
    var texts = new ArrayList<String>(List.of(properties.create(), properties.owner()));
    texts.addAll(properties.statements());
    return texts.toArray(String[]::new);
  }

  static Optional<Properties> find(Connection control, TenantTarget tenant, String archive)
      throws SQLException {
    return Sql.first(
        control,
        "SELECT statements FROM public.properties WHERE tenant = ? AND archive = ?",
        row -> {
          var texts = (String[]) row.getArray(1).getArray();
          return new Properties(texts[0], texts[1], Arrays.asList(texts).subList(2, texts.length));
        },
        tenant.id().value(),
        archive);
  }
}
