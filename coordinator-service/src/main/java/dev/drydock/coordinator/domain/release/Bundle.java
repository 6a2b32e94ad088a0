package dev.drydock.coordinator.domain.release;

import java.util.List;

/**
 * A bundle that may be registered.
 *
 * @param zip in canonical form; equal content is equal bytes
 * @param sha256 hex, of the zip
 */
public record Bundle(
    ReleaseCoordinates coordinates,
    List<String> from,
    String schemaVersion,
    List<Release.Migration> migrations,
    List<String> assertions,
    byte[] zip,
    String sha256) {
  public Bundle {
    from = List.copyOf(from);
    migrations = List.copyOf(migrations);
    assertions = List.copyOf(assertions);
  }
}
