package dev.drydock.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant of a generated fleet.
 *
 * @param schema null when the database is its own
 */
public record DemoTenant(
    String id, String database, @Nullable String schema, int orders, Flaw flaw) {

  /** Owns the tables; nobody logs in as it. */
  public String ownerRole() {
    return id.replace('-', '_') + "_owner";
  }

  /** The application's login: what is kept out while the tenant is in the dock. */
  public String writerRole() {
    return id.replace('-', '_') + "_app";
  }

  String tablesIn() {
    return schema == null ? "public" : schema;
  }

  /** As {@code POST /tenants/import} takes it. */
  public ObjectNode registration(PostgresServer server, DrydockRole role) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("engine", "postgresql");
    json.put("host", server.host()).put("port", server.port()).put("database", database);
    if (schema != null) {
      json.put("schema", schema);
    }
    json.put("credential", role.credentialReference());
    json.putArray("writerRoles").add(writerRole());
    json.putObject("labels")
        .put("app", "etsy-sync")
        .put("kind", schema == null ? "database" : "schema")
        .put("size", orders > 300 ? "large" : "small");
    return json;
  }
}
