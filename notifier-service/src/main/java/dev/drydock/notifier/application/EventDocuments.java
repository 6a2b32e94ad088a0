package dev.drydock.notifier.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events as structured CloudEvents JSON, and back. */
@ApplicationScoped
public class EventDocuments {
  private final ObjectMapper json;

  EventDocuments(ObjectMapper json) {
    this.json = json;
  }

  public String write(Message<? extends Event> fact) {
    var envelope = fact.envelope();
    var document = json.createObjectNode();
    document
        .put("specversion", "1.0")
        .put("id", envelope.id())
        .put("source", envelope.source())
        .put("type", envelope.type())
        .put("time", envelope.time().toString())
        .put("datacontenttype", "application/json")
        .put("upgradeid", envelope.upgradeId().value())
        .put("tenantid", envelope.tenantId().value())
        .put("token", Long.toString(envelope.token().value()))
        .put("sequence", Long.toString(envelope.sequence()));
    document.set("data", json.valueToTree(fact.data()));
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is plain JSON", e);
    }
  }

  /**
   * Empty for a type that this version does not know.
   *
   * @throws IllegalArgumentException when it is no event
   */
  public Optional<Message<? extends Event>> read(JsonNode document) {
    var type = document.path("type").asText();
    return MessageTypes.classOf(type)
        .filter(Event.class::isAssignableFrom)
        .map(known -> new Message<>(envelope(document, type), data(document, known)));
  }

  private Event data(JsonNode document, Class<?> type) {
    try {
      var data = (Event) json.treeToValue(document.path("data"), type);
      if (data == null) {
        throw new IllegalArgumentException("data is missing");
      }
      return data;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("data does not fit its type", e);
    }
  }

  private static Envelope envelope(JsonNode document, String type) {
    return new Envelope(
        document.path("id").asText(),
        type,
        document.path("source").asText(),
        instant(document.path("time").asText()),
        new UpgradeId(document.path("upgradeid").asText()),
        new TenantId(document.path("tenantid").asText()),
        new Token(document.path("token").asLong()),
        document.path("sequence").asLong(),
        text(document, "causationid"),
        null,
        text(document, "traceparent"));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("time is none", e);
    }
  }

  private static @Nullable String text(JsonNode document, String field) {
    return document.hasNonNull(field) ? document.get(field).asText() : null;
  }
}
