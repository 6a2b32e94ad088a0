package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.Result;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import dev.drydock.messaging.WireCodec.Decoded.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0, written and read by hand: it is a handful of headers (ADR 0004). */
@ApplicationScoped
class CloudEventsCodec implements WireCodec {
  private static final Logger LOG = Logger.getLogger(CloudEventsCodec.class);
  private static final String PREFIX = "ce_";
  private static final String SIGNATURE = "drydock-signature";

  private final SigningKeys keys;
  private final JsonMapper json = WireJson.mapper();

  @Inject
  CloudEventsCodec(SigningConfig signing) {
    this(SigningKeys.read(Path.of(signing.keyFile())));
  }

  CloudEventsCodec(SigningKeys keys) {
    this.keys = keys;
  }

  /** Called at start-up: a key that cannot be read is found then, not with the first message. */
  void checkKeys() {
    keys.check();
  }

  @Override
  public ProducerRecord<byte[], byte[]> encode(String topic, Message<?> message) {
    var envelope = message.envelope();
    var expected = MessageTypes.of(message.data().getClass());
    if (!expected.equals(envelope.type())) {
      throw new IllegalArgumentException(
          "envelope says " + envelope.type() + ", its data is " + expected);
    }
    var data = written(message.data());
    var key = envelope.tenantId().value().getBytes(UTF_8);
    var record = new ProducerRecord<byte[], byte[]>(topic, key, data);
    var headers = record.headers();
    Attributes.of(envelope)
        .forEach((name, value) -> headers.add(headerOf(name), value.getBytes(UTF_8)));
    headers.add("content-type", "application/json".getBytes(UTF_8));
    if (isSigned(message.data().getClass())) {
      headers.add(SIGNATURE, keys.sign(envelope, data).getBytes(UTF_8));
    }
    return record;
  }

  private byte[] written(Object data) {
    try {
      var bytes = json.writeValueAsBytes(data);
      if (bytes.length > WireJson.MOST_BYTES) {
        throw new IllegalArgumentException(
            "a %s of %d bytes is too large to send"
                .formatted(data.getClass().getSimpleName(), bytes.length));
      }
      return bytes;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          data.getClass().getSimpleName() + " cannot be written as JSON", e);
    }
  }

  private static String headerOf(String attribute) {
    return attribute.equals(Attributes.TRACEPARENT) ? attribute : PREFIX + attribute;
  }

  /** Whatever somebody acts on; progress and tenant states are hints that are said again. */
  private static boolean isSigned(Class<?> type) {
    return isRefusedUnsigned(type) || Event.class.isAssignableFrom(type);
  }

  /** What no channel may carry without a signature, trusted or not. */
  private static boolean isRefusedUnsigned(Class<?> type) {
    return Command.class.isAssignableFrom(type) || Result.class.isAssignableFrom(type);
  }

  @Override
  public Decoded decode(ConsumerRecord<byte[], byte[]> consumed) {
    return decode(consumed.headers(), consumed.value(), true);
  }

  /** Reads what was verified before it came to rest in a table of ours. */
  Decoded decodeStored(WireRecord stored) {
    Headers headers;
    try {
      headers = WireRecord.unpacked(stored.headers());
    } catch (UncheckedIOException e) {
      return new Unreadable("BAD_HEADERS");
    }
    return decode(headers, stored.payload(), false);
  }

  /** The command in a table of ours, or {@code null} when it cannot be read any more. */
  @Nullable Message<? extends Command> storedCommand(WireRecord stored) {
    return switch (decodeStored(stored)) {
      case Readable(Message<?>(var envelope, Command command)) -> new Message<>(envelope, command);
      case Readable _ -> null;
      case Unreadable(var code) -> {
        LOG.errorf("an accepted command cannot be read: %s", code);
        yield null;
      }
    };
  }

  private Decoded decode(Headers headers, byte @Nullable [] data, boolean verified) {
    var attributes = attributesIn(headers);
    if (!Attributes.areCloudEvent(attributes)) {
      return new Unreadable("NOT_CLOUD_EVENT");
    }
    var type = MessageTypes.classOf(attributes.getOrDefault("type", ""));
    if (type.isEmpty()) {
      return new Unreadable("UNKNOWN_TYPE");
    }
    var envelope = Attributes.envelope(attributes);
    if (envelope == null) {
      return new Unreadable("BAD_ATTRIBUTE");
    }
    if (data == null) {
      return new Unreadable("BAD_JSON");
    }
    if (data.length > WireJson.MOST_BYTES) {
      return new Unreadable("TOO_LARGE");
    }
    if (verified && isSigned(type.get())) {
      var refusal = signatureRefusal(headers, envelope, data);
      if (refusal != null) {
        return refusal;
      }
    }
    var read = read(type.get(), data);
    return read == null ? new Unreadable("BAD_JSON") : new Readable(new Message<>(envelope, read));
  }

  private @Nullable Unreadable signatureRefusal(Headers headers, Envelope envelope, byte[] data) {
    var signature = headers.lastHeader(SIGNATURE);
    if (signature == null || signature.value() == null) {
      return new Unreadable("UNSIGNED");
    }
    boolean valid = keys.verify(envelope, data, new String(signature.value(), UTF_8));
    return valid ? null : new Unreadable("BAD_SIGNATURE");
  }

  private static Map<String, String> attributesIn(Headers headers) {
    var attributes = new LinkedHashMap<String, String>();
    for (var header : headers) {
      var name = header.key();
      if (header.value() == null) {
        continue;
      }
      if (name.startsWith(PREFIX)) {
        attributes.put(name.substring(PREFIX.length()), new String(header.value(), UTF_8));
      } else if (name.equals(Attributes.TRACEPARENT)) {
        attributes.put(name, new String(header.value(), UTF_8));
      }
    }
    return attributes;
  }

  /** {@code null} for whatever is no complete value of that type; what was wrong is not told. */
  private @Nullable Object read(Class<?> type, byte[] data) {
    try {
      var value = json.readValue(data, type);
      return Completeness.of(value) ? value : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  @Override
  public byte[] structured(Message<?> message) {
    var event = JsonNodeFactory.instance.objectNode();
    Attributes.of(message.envelope()).forEach(event::put);
    event.put("datacontenttype", "application/json");
    event.set("data", json.valueToTree(message.data()));
    return written(event);
  }

  @Override
  public Decoded fromStructured(byte[] text) {
    if (text.length > WireJson.MOST_BYTES) {
      return new Unreadable("TOO_LARGE");
    }
    JsonNode event;
    try {
      event = json.readTree(text);
    } catch (IOException e) {
      return new Unreadable("BAD_JSON");
    }
    var attributes = new LinkedHashMap<String, String>();
    for (var field : event.properties()) {
      if (field.getValue().isValueNode() && !field.getValue().isNull()) {
        attributes.put(field.getKey(), field.getValue().asText());
      }
    }
    return decode(attributes, event.path("data"));
  }

  private Decoded decode(Map<String, String> attributes, JsonNode data) {
    if (!Attributes.areCloudEvent(attributes)) {
      return new Unreadable("NOT_CLOUD_EVENT");
    }
    var type = MessageTypes.classOf(attributes.getOrDefault("type", ""));
    if (type.isEmpty()) {
      return new Unreadable("UNKNOWN_TYPE");
    }
    if (isRefusedUnsigned(type.get())) {
      return new Unreadable("UNSIGNED");
    }
    var envelope = Attributes.envelope(attributes);
    if (envelope == null) {
      return new Unreadable("BAD_ATTRIBUTE");
    }
    var read = read(type.get(), data.toString().getBytes(UTF_8));
    return read == null ? new Unreadable("BAD_JSON") : new Readable(new Message<>(envelope, read));
  }
}
