package dev.drydock.coordinator.persistence;

import dev.drydock.coordinator.domain.tenant.Standing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** What is known of a tenant, as it is read. */
@Entity
@Immutable
@Table(name = "tenant_standing")
class TenantStandingRow {
  @Id
  @Column(name = "tenant_id")
  String tenantId;

  String release;

  @Column(name = "schema_version")
  String schemaVersion;

  @Column(name = "size_bytes")
  long sizeBytes;

  @Column(name = "seen_at")
  Instant seenAt;

  Standing standing() {
    return new Standing(release, schemaVersion, sizeBytes, seenAt);
  }
}
