package dev.drydock.migration.application;

import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.MigrationSettings;
import dev.drydock.migration.domain.SchemaVersion;
import java.util.List;
import java.util.Map;

/**
 * A bundle's files as stored, unparsed.
 *
 * @param sha256 its content address
 * @param scripts path below the scripts' folder, and bytes; callbacks and script settings included
 * @param from versions that the release may be reached from; empty when the bundle does not say
 */
public record BundleFiles(
    String sha256,
    Map<String, byte[]> scripts,
    List<Assertion> assertions,
    MigrationSettings settings,
    List<SchemaVersion> from) {
  public BundleFiles {
    scripts = Map.copyOf(scripts);
    assertions = List.copyOf(assertions);
    from = List.copyOf(from);
  }
}
