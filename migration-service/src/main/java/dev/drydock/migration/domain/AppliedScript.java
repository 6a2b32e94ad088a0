package dev.drydock.migration.domain;

import org.jspecify.annotations.Nullable;

/**
 * One row of a tenant's history.
 *
 * @param type {@code SQL}, {@code BASELINE}, {@code SCHEMA}, ...
 * @param version {@code null} for a repeatable script
 * @param checksum {@code null} where the history has none
 */
public record AppliedScript(
    int rank,
    @Nullable SchemaVersion version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum,
    boolean success) {

  boolean baseline() {
    return type.equals("BASELINE");
  }

  boolean marker() {
    return type.equals("SCHEMA") || type.equals("DELETE");
  }
}
