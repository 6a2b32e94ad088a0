package dev.drydock.migration.domain;

import org.jspecify.annotations.Nullable;

/**
 * One script of a bundle.
 *
 * @param name its path below the bundle's scripts, as the history records it
 * @param version {@code null} for a repeatable script
 * @param checksum as the history records it
 * @param transactional whether the engine can roll it back with its receipt
 */
public record Script(
    String name,
    @Nullable SchemaVersion version,
    String description,
    int checksum,
    boolean transactional) {

  public boolean repeatable() {
    return version == null;
  }
}
