package dev.drydock.verification.fuzz.targets;

import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.release.BundlesAsRead;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.storage.BundlesAsStored;
import java.util.Arrays;

/** Zips as bytes: damaged, nested, with hostile names, larger than they say. */
public final class ZipsTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    Bundles.travel(input, true);
    var mistakes = new Mistakes();
    var files = BundlesAsRead.files(input, mistakes);
    if (mistakes.none()) {
      files.forEach((name, _) ->
          Property.holds(
              !name.startsWith("/")
                  && !name.contains("\\")
                  && !Arrays.asList(name.split("/")).contains(".."),
              "an entry leads out of the bundle"));
    }
    try {
      BundlesAsStored.read(input);
    } catch (BundleInvalid declared) {
      // Refused with its reason.
    }
  }

  private ZipsTarget() {}
}
