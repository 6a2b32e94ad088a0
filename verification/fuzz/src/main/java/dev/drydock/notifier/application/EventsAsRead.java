package dev.drydock.notifier.application;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.NullMarked;

/** Documents of the ledger's events without their container; in their package. */
@NullMarked
public final class EventsAsRead {

  public static EventDocuments documents() {
    return new EventDocuments(
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build());
  }

  private EventsAsRead() {}
}
