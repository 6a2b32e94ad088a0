package dev.drydock.coordinator.domain.release;

import java.util.List;

/** A bundle that may be registered. */
public record Bundle(
    ReleaseCoordinates coordinates,
    List<String> from,
    String schemaVersion,
    List<Release.Migration> migrations,
    List<String> assertions,
    CanonicalZip zip) {
  public Bundle {
    from = List.copyOf(from);
    migrations = List.copyOf(migrations);
    assertions = List.copyOf(assertions);
  }

  public String sha256() {
    return zip.sha256();
  }
}
