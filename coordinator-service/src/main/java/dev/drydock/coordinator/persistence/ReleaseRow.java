package dev.drydock.coordinator.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;

/** A release as it is read. */
@Entity
@Immutable
@Table(name = "release")
@IdClass(ReleaseRow.Key.class)
class ReleaseRow {
  @Id String name;
  @Id String version;

  @Column(name = "from_versions")
  String fromVersions;

  @Column(name = "schema_version")
  String schemaVersion;

  @Column(name = "bundle_sha256")
  String bundleSha256;

  @Column(name = "bundle_size_bytes")
  long bundleSizeBytes;

  String migrations;
  String assertions;

  @Column(name = "created_by")
  String createdBy;

  @Column(name = "created_at")
  Instant createdAt;

  Release release() {
    return new Release(
        new ReleaseCoordinates(name, version),
        Json.read(fromVersions, new TypeReference<List<String>>() {}),
        schemaVersion,
        bundleSha256,
        bundleSizeBytes,
        Json.read(migrations, new TypeReference<List<Release.Migration>>() {}),
        Json.read(assertions, new TypeReference<List<String>>() {}),
        createdBy,
        createdAt);
  }

  /** Name and version, together the key. */
  static class Key {
    String name;
    String version;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && Objects.equals(name, that.name)
          && Objects.equals(version, that.version);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, version);
    }
  }
}
