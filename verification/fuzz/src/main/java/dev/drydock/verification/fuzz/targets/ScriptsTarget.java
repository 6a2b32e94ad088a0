package dev.drydock.verification.fuzz.targets;

import dev.drydock.coordinator.domain.release.BundlesAsRead;
import java.util.TreeMap;

/** One SQL script, and the same text as an assertion: how they are taken apart and classified. */
public final class ScriptsTarget {
  private static final byte[] NOTHING =
      "SELECT 1;".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  public static void fuzzerTestOneInput(byte[] input) {
    var files = new TreeMap<String, byte[]>();
    files.put("migrations/V1__it.sql", input);
    Bundles.travel(BundlesAsRead.zip(files), true);
    files.put("migrations/V1__it.sql", NOTHING);
    files.put("assertions/it.sql", input);
    Bundles.travel(BundlesAsRead.zip(files), true);
  }

  private ScriptsTarget() {}
}
