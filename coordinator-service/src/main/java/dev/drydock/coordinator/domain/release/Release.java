package dev.drydock.coordinator.domain.release;

import dev.drydock.contracts.ReleaseReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tenants are brought to; immutable once registered.
 *
 * @param from schema versions that it may be reached from; empty: from any
 * @param schemaVersion highest versioned migration of the bundle
 * @param bundleSha256 hex, over the canonical zip; also its address in the object store
 */
public record Release(
    ReleaseCoordinates coordinates,
    List<String> from,
    String schemaVersion,
    String bundleSha256,
    long bundleSizeBytes,
    List<Migration> migrations,
    List<String> assertions,
    String createdBy,
    Instant createdAt) {

  public Release {
    from = List.copyOf(from);
    migrations = List.copyOf(migrations);
    assertions = List.copyOf(assertions);
  }

  /**
   * One script of the bundle.
   *
   * @param version dotted, {@code null} for a repeatable script
   * @param checksum as Flyway computes it, for information
   * @param transactional whether the engine can roll the whole script back
   */
  public record Migration(
      String script, @Nullable String version, int checksum, boolean transactional) {}

  public String bundleKey() {
    return bundleKeyOf(bundleSha256);
  }

  public static String bundleKeyOf(String sha256) {
    return "bundles/" + sha256 + ".zip";
  }

  /** Whether every script is rolled back whole when it fails. */
  public boolean transactional() {
    return migrations.stream().allMatch(Migration::transactional);
  }

  public ReleaseReference reference() {
    return new ReleaseReference(
        coordinates.name(), coordinates.version(), schemaVersion, bundleSha256, bundleKey());
  }
}
