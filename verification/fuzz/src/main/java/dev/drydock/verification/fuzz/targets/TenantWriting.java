package dev.drydock.verification.fuzz.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.coordinator.domain.tenant.Tenant;
import java.util.List;

/** Tenants as the JSON that an import reads. */
final class TenantWriting {
  private static final ObjectMapper JSON = new ObjectMapper();

  static byte[] json(List<Tenant> tenants) {
    var all = JsonNodeFactory.instance.arrayNode();
    tenants.forEach(tenant -> all.add(object(tenant)));
    try {
      return JSON.writeValueAsBytes(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("tenants are plain JSON", e);
    }
  }

  private static ObjectNode object(Tenant tenant) {
    var target = tenant.target();
    var node = JsonNodeFactory.instance.objectNode();
    node.put("id", target.id().value())
        .put("engine", "postgresql")
        .put("host", target.host())
        .put("port", target.port())
        .put("database", target.database())
        .put("schema", target.schema())
        .put("credential", target.credential())
        .put("ring", tenant.ring())
        .put("timeZone", tenant.timeZone())
        .put("maintenanceWindow", tenant.maintenanceWindow());
    var roles = node.putArray("writerRoles");
    target.writerRoles().forEach(roles::add);
    var labels = node.putObject("labels");
    tenant.labels().forEach(labels::put);
    return node;
  }

  private TenantWriting() {}
}
