package dev.drydock.migration.flyway;

import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.SettingsFile;
import dev.drydock.migration.domain.Bundle.Assertion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bundles written in a test. */
final class Bundles {
  static BundleFiles of(Map<String, String> scripts) {
    return of(scripts, "");
  }

  static BundleFiles of(Map<String, String> scripts, String settings, Assertion... assertions) {
    var bytes = new HashMap<String, byte[]>();
    scripts.forEach((name, sql) -> bytes.put(name, sql.getBytes(StandardCharsets.UTF_8)));
    return new BundleFiles(
        Integer.toHexString(scripts.hashCode()),
        bytes,
        List.of(assertions),
        SettingsFile.parse(settings),
        List.of());
  }

  private Bundles() {}
}
