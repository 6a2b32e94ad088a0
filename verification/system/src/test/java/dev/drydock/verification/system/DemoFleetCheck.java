package dev.drydock.verification.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Looks into every tenant's database and says what the ledger's word is worth: each script's effect
 * once in an upgraded tenant and not at all in the others, writers let in, nothing left lying
 * about.
 */
final class DemoFleetCheck {
  private final RunningStack stack;

  DemoFleetCheck(RunningStack stack) {
    this.stack = stack;
  }

  void allIsWell() {
    var tenants = tenants();
    assertThat(tenants).hasSize(60);
    assertThat(tenants).allSatisfy(this::isWhatTheLedgerSays);
    nothingIsLeftBehind(tenants.getFirst());
  }

  private List<JsonNode> tenants() {
    var all = new ArrayList<JsonNode>();
    var page = stack.ask("/api/v1/tenants?limit=200").orElseThrow();
    for (var field : page) {
      if (field.isArray()) {
        field.forEach(all::add);
      }
    }
    return all;
  }

  private void isWhatTheLedgerSays(JsonNode listed) {
    var id = listed.path("id").asText();
    var tenant = stack.ask("/api/v1/tenants/" + id).orElseThrow();
    try (var connection = connect(tenant, tenant.path("database").asText())) {
      var schema = tenant.path("schema").asText("public");
      switch (tenant.path("state").asText()) {
        case "UPGRADED" -> hasEachEffectOnce(connection, schema, id);
        case "RESTORED", "UNTOUCHED" -> hasNoEffect(connection, schema, id);
        default -> throw new AssertionError(id + " ended as " + tenant.path("state"));
      }
      writersAreLetIn(connection, tenant);
    } catch (SQLException e) {
      throw new AssertionError("could not look into " + id, e);
    }
  }

  private static void hasEachEffectOnce(Connection connection, String schema, String id)
      throws SQLException {
    var journal =
        strings(
            connection,
            "SELECT script || ' x' || count(*) FROM %s.upgrade_journal GROUP BY script ORDER BY 1"
                .formatted(quoted(schema)));
    assertThat(journal).as(id).containsExactly("V1_1_0 x1", "V1_1_1 x1", "V1_1_2 x1");
    var canary =
        strings(
            connection,
            "SELECT sync_count::text FROM %s.integration_state WHERE name = 'etsy_orders'"
                .formatted(quoted(schema)));
    assertThat(canary).as(id + ": v * 3 + 1, once").containsExactly("22");
  }

  private static void hasNoEffect(Connection connection, String schema, String id)
      throws SQLException {
    var tables =
        strings(
            connection,
            "SELECT tablename FROM pg_tables WHERE schemaname = '%s'".formatted(schema));
    assertThat(tables).as(id).contains("orders").doesNotContain("shops", "upgrade_journal");
    var canary =
        strings(
            connection,
            "SELECT sync_count::text FROM %s.integration_state WHERE name = 'etsy_orders'"
                .formatted(quoted(schema)));
    assertThat(canary).as(id + ": as it was").containsExactly("7");
  }

  private static void writersAreLetIn(Connection connection, JsonNode tenant) throws SQLException {
    for (var role : tenant.path("writerRoles")) {
      var canLogIn =
          strings(
              connection,
              "SELECT rolcanlogin::text FROM pg_roles WHERE rolname = '%s'"
                  .formatted(role.asText()));
      assertThat(canLogIn).as(role.asText()).containsExactly("true");
    }
  }

  private void nothingIsLeftBehind(JsonNode listed) {
    var tenant = stack.ask("/api/v1/tenants/" + listed.path("id").asText()).orElseThrow();
    try (var connection = connect(tenant, "postgres")) {
      assertThat(
              strings(
                  connection,
                  "SELECT datname FROM pg_database WHERE datname LIKE '\\_drydock\\_scratch%'"))
          .as("scratch databases")
          .isEmpty();
      assertThat(
              strings(
                  connection,
                  "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE"
                      + " 'drydock/%' AND state LIKE '%in transaction%'"))
          .as("sessions with open transactions")
          .isEmpty();
    } catch (SQLException e) {
      throw new AssertionError("could not look into the server", e);
    }
  }

  private static Connection connect(JsonNode tenant, String database) throws SQLException {
    var credential = new Properties();
    try {
      var file = Path.of(tenant.path("credential").asText().substring("file:".length()));
      credential.load(new StringReader(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(tenant.path("host").asText(), tenant.path("port").asInt(), database);
    return DriverManager.getConnection(
        url, credential.getProperty("user"), credential.getProperty("password"));
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static String quoted(String identifier) {
    return "\"" + identifier.replace("\"", "\"\"") + "\"";
  }
}
