package dev.drydock.migration.domain;

import java.util.List;
import java.util.Optional;

/**
 * A release's bundle, read once and shared by all tenants.
 *
 * @param sha256 its content address
 * @param scripts versioned ones by version, then repeatable ones by description
 * @param from versions that this release may be reached from; empty for any
 */
public record Bundle(
    String sha256,
    List<Script> scripts,
    List<Assertion> assertions,
    MigrationSettings settings,
    List<SchemaVersion> from) {
  public Bundle {
    scripts = List.copyOf(scripts);
    assertions = List.copyOf(assertions);
    from = List.copyOf(from);
  }

  /**
   * A question to a migrated tenant: each row that it answers is a fault.
   *
   * @param name of its file, without {@code .sql}
   * @param sql one statement
   */
  public record Assertion(String name, String sql) {}

  public Optional<Script> byName(String name) {
    return scripts.stream().filter(script -> script.name().equals(name)).findFirst();
  }

  Optional<SchemaVersion> highest() {
    return scripts.stream()
        .flatMap(script -> Optional.ofNullable(script.version()).stream())
        .max(SchemaVersion::compareTo);
  }

  boolean holds(AppliedScript row) {
    return scripts.stream().anyMatch(script -> History.names(row, script));
  }
}
