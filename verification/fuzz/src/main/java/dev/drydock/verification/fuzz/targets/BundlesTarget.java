package dev.drydock.verification.fuzz.targets;

import dev.drydock.coordinator.domain.release.BundlesAsRead;

/** Whole bundles: scripts, assertions, sheet and settings, from the request to Flyway. */
public final class BundlesTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    var files = BundleText.files(input);
    if (!files.isEmpty()) {
      Bundles.travel(BundlesAsRead.zip(files), !files.containsKey("drydock.yaml"));
    }
  }

  private BundlesTarget() {}
}
