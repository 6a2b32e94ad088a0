package dev.drydock.verification.fuzz.targets;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Result;
import dev.drydock.messaging.RecordsAsRead;
import dev.drydock.messaging.WireCodec.Decoded.Readable;

/** Messages as one JSON object: what a service reads from another one's REST interface. */
public final class StructuredTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    var codec = RecordsAsRead.codec();
    if (codec.fromStructured(input) instanceof Readable(var message)) {
      Property.holds(
          !(message.data() instanceof Command) && !(message.data() instanceof Result),
          "a command or a result was read without a signature");
      Property.holds(
          codec.fromStructured(codec.structured(message)).equals(new Readable(message)),
          "what was written again does not say the same");
    }
  }

  private StructuredTarget() {}
}
