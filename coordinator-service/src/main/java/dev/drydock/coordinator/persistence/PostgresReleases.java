package dev.drydock.coordinator.persistence;

import dev.drydock.coordinator.application.Releases;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Releases in PostgreSQL; a trigger refuses to change them. */
@ApplicationScoped
class PostgresReleases implements Releases {
  private static final String ADD =
      """
      insert into release (name, version, from_versions, schema_version, bundle_sha256,
          bundle_size_bytes, migrations, assertions, created_by, created_at)
      values (:name, :version, cast(:from as jsonb), :schemaVersion, :sha256, :sizeBytes,
          cast(:migrations as jsonb), cast(:assertions as jsonb), :by, :at)
      on conflict do nothing
      """;

  private final EntityManager entities;

  PostgresReleases(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<Release> find(ReleaseCoordinates coordinates) {
    return entities
        .createQuery(
            "select r from ReleaseRow r where r.name = :name and r.version = :version",
            ReleaseRow.class)
        .setParameter("name", coordinates.name())
        .setParameter("version", coordinates.version())
        .getResultStream()
        .findFirst()
        .map(ReleaseRow::release);
  }

  @Override
  public List<Release> page(@Nullable ReleaseCoordinates after, int limit) {
    return entities
        .createQuery(
            "select r from ReleaseRow r where r.name > :name or (r.name = :name and r.version >"
                + " :version) order by r.name, r.version",
            ReleaseRow.class)
        .setParameter("name", after == null ? "" : after.name())
        .setParameter("version", after == null ? "" : after.version())
        .setMaxResults(limit)
        .getResultStream()
        .map(ReleaseRow::release)
        .toList();
  }

  @Override
  public Release add(Release release) {
    entities
        .createNativeQuery(ADD)
        .setParameter("name", release.coordinates().name())
        .setParameter("version", release.coordinates().version())
        .setParameter("from", Json.write(release.from()))
        .setParameter("schemaVersion", release.schemaVersion())
        .setParameter("sha256", release.bundleSha256())
        .setParameter("sizeBytes", release.bundleSizeBytes())
        .setParameter("migrations", Json.write(release.migrations()))
        .setParameter("assertions", Json.write(release.assertions()))
        .setParameter("by", release.createdBy())
        .setParameter("at", release.createdAt())
        .executeUpdate();
    return find(release.coordinates())
        .orElseThrow(() -> new IllegalStateException("a release that was just added is missing"));
  }
}
