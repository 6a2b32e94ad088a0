package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.release.BundlesAsRead;

/** {@code drydock.yaml}. */
public final class SheetsTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    var text = new String(input, UTF_8);
    BundlesAsRead.sheet(text, new Mistakes())
        .ifPresent(sheet -> {
          var again = BundlesAsRead.sheet(BundlesAsRead.text(sheet), new Mistakes());
          Property.holds(
              again.isPresent() && again.get().equals(sheet),
              "a sheet reads differently when it is written again");
        });
    if (!Secret.isKnownTo(input)) {
      var mistakes = new Mistakes();
      BundlesAsRead.sheet(text.replace(": ", ": " + Secret.TEXT), mistakes);
      Secret.isNotIn(mistakes.list());
    }
  }

  private SheetsTarget() {}
}
