package dev.drydock.messaging;

import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An envelope as CloudEvents attributes, by their bare names, and back. */
final class Attributes {
  static final String TRACEPARENT = "traceparent";
  private static final int LONGEST = 512;

  static Map<String, String> of(Envelope envelope) {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("specversion", "1.0");
    attributes.put("id", envelope.id());
    attributes.put("type", envelope.type());
    attributes.put("source", envelope.source());
    attributes.put("time", envelope.time().toString());
    attributes.put("upgradeid", envelope.upgradeId().value());
    attributes.put("tenantid", envelope.tenantId().value());
    attributes.put("partitionkey", envelope.tenantId().value());
    attributes.put("token", envelope.token().toString());
    attributes.put("sequence", Long.toString(envelope.sequence()));
    putIfPresent(attributes, "causationid", envelope.causationId());
    putIfPresent(attributes, "deadline", envelope.deadline());
    putIfPresent(attributes, TRACEPARENT, envelope.traceparent());
    return attributes;
  }

  private static void putIfPresent(
      Map<String, String> attributes, String name, @Nullable Object value) {
    if (value != null) {
      attributes.put(name, value.toString());
    }
  }

  /** Whether these are the attributes of a CloudEvent at all. */
  static boolean areCloudEvent(Map<String, String> attributes) {
    return "1.0".equals(attributes.get("specversion"))
        && !attributes.getOrDefault("id", "").isEmpty()
        && !attributes.getOrDefault("type", "").isEmpty()
        && !attributes.getOrDefault("source", "").isEmpty();
  }

  /** The envelope, or {@code null} when an attribute of ours is missing or malformed. */
  static @Nullable Envelope envelope(Map<String, String> attributes) {
    if (attributes.values().stream().anyMatch(value -> value.length() > LONGEST)) {
      return null;
    }
    try {
      return new Envelope(
          required(attributes, "id"),
          required(attributes, "type"),
          required(attributes, "source"),
          instant(required(attributes, "time")),
          new UpgradeId(required(attributes, "upgradeid")),
          new TenantId(required(attributes, "tenantid")),
          new Token(Long.parseLong(required(attributes, "token"))),
          Long.parseLong(attributes.getOrDefault("sequence", "0")),
          attributes.get("causationid"),
          optionalInstant(attributes.get("deadline")),
          attributes.get(TRACEPARENT));
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static String required(Map<String, String> attributes, String name) {
    var value = attributes.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static @Nullable Instant optionalInstant(@Nullable String text) {
    return text == null ? null : instant(text);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private Attributes() {}
}
