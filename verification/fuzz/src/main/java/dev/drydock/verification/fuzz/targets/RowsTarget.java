package dev.drydock.verification.fuzz.targets;

import dev.drydock.messaging.RecordsAsRead;
import java.util.Arrays;

/** Headers at rest: what packs them unpacks them, and damage is an answer, not an exception. */
public final class RowsTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    var headers = RecordText.of(input).headers();
    var packed = RecordsAsRead.packed(headers);
    Property.holds(
        Arrays.equals(RecordsAsRead.packed(RecordsAsRead.unpacked(packed)), packed),
        "headers read differently out of a table");
    RecordsAsRead.atRest(input, new byte[0]);
  }

  private RowsTarget() {}
}
