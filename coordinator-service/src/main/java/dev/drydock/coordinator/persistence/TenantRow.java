package dev.drydock.coordinator.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.domain.tenant.Tenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.TreeMap;
import org.hibernate.annotations.Immutable;

/** A registered tenant as it is read; written in batches by {@link PostgresTenants}. */
@Entity
@Immutable
@Table(name = "tenant")
class TenantRow {
  @Id String id;
  String engine;
  String host;
  int port;

  @Column(name = "database_name")
  String databaseName;

  @Column(name = "schema_name")
  String schemaName;

  String credential;

  @Column(name = "writer_roles")
  String writerRoles;

  String labels;
  String ring;

  @Column(name = "time_zone")
  String timeZone;

  @Column(name = "maintenance_window")
  String maintenanceWindow;

  Tenant tenant() {
    var target =
        new TenantTarget(
            new TenantId(id),
            Engine.valueOf(engine),
            host,
            port,
            databaseName,
            schemaName,
            credential,
            Json.read(writerRoles, new TypeReference<List<String>>() {}));
    var known = Json.read(labels, new TypeReference<TreeMap<String, String>>() {});
    return new Tenant(target, known, ring, timeZone, maintenanceWindow);
  }
}
