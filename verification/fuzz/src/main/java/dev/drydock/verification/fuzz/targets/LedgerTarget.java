package dev.drydock.verification.fuzz.targets;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.notifier.application.EventDocuments;
import dev.drydock.notifier.application.EventsAsRead;
import java.io.IOException;

/** Events as the notifier reads them from the coordinator's REST interface. */
public final class LedgerTarget {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventDocuments DOCUMENTS = EventsAsRead.documents();

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      DOCUMENTS
          .read(JSON.readTree(input))
          .ifPresent(event -> {
            Property.holds(event.data() != null, "an event without data");
            try {
              var again = DOCUMENTS.read(JSON.readTree(DOCUMENTS.write(event)));
              Property.holds(
                  again.isPresent() && again.get().data().equals(event.data()),
                  "an event reads differently when it is written again");
            } catch (IOException e) {
              throw new IllegalStateException("an event was written as no JSON", e);
            }
          });
    } catch (IOException | IllegalArgumentException declared) {
      // The page counts as unavailable, and is asked for again.
    }
  }

  private LedgerTarget() {}
}
