package dev.drydock.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The settings of channels that would lose or skip records, found before the first record. Most of
 * them are SmallRye's defaults, so they must be set, not just left alone.
 */
final class KafkaSettings {
  private static final String INCOMING = "mp.messaging.incoming.";
  private static final String OUTGOING = "mp.messaging.outgoing.";
  private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
  private static final String BYTES = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
  private static final Set<String> SKIPPING =
      Set.of("ignore", "dead-letter-queue", "delayed-retry-topic");

  private final Set<String> keys;
  private final Function<String, @Nullable String> values;

  KafkaSettings(Set<String> keys, Function<String, @Nullable String> values) {
    this.keys = keys;
    this.values = values;
  }

  static KafkaSettings of(Config config) {
    var keys = new TreeSet<String>();
    StreamSupport.stream(config.getPropertyNames().spliterator(), false).forEach(keys::add);
    return new KafkaSettings(keys, key -> config.getOptionalValue(key, String.class).orElse(null));
  }

  /** Each names its key, what it must be and why; empty when all is well. */
  List<String> unsafe() {
    var unsafe = new ArrayList<String>();
    for (var channel : channels(INCOMING)) {
      incoming(channel, unsafe);
    }
    for (var channel : channels(OUTGOING)) {
      outgoing(channel, unsafe);
    }
    return unsafe;
  }

  private Set<String> channels(String direction) {
    var channels = new TreeSet<String>();
    for (var key : keys) {
      if (key.startsWith(direction) && key.endsWith(".connector")) {
        var value = values.apply(key);
        if ("smallrye-kafka".equals(value)) {
          channels.add(key.substring(0, key.length() - ".connector".length()));
        }
      }
    }
    return channels;
  }

  private void incoming(String channel, List<String> unsafe) {
    must(channel, "auto.offset.reset", "earliest", "a new group would skip what waits", unsafe);
    must(channel, "group.protocol", "consumer", "other groups stop all members for each", unsafe);
    must(
        channel,
        "value.deserializer",
        BYTES,
        "a record that cannot be read must not throw",
        unsafe);
    must(channel, "key.deserializer", BYTES, "a record that cannot be read must not throw", unsafe);
    must(
        channel,
        "commit-strategy",
        CommitHandled.STRATEGY,
        "others acknowledge what is unhandled, or end the channel when they cannot commit",
        unsafe);
    mustNot(
        channel, "enable.auto.commit", Set.of("true"), "it acknowledges what is unhandled", unsafe);
    mustNot(
        channel,
        "failure-strategy",
        SKIPPING,
        "it skips records, texts of exceptions with them",
        unsafe);
    mustNot(
        channel, "fail-on-deserialization-failure", Set.of("false"), "it skips records", unsafe);
  }

  private void outgoing(String channel, List<String> unsafe) {
    must(channel, "acks", "all", "a broker's crash would lose what it acknowledged", unsafe);
    mustNot(
        channel, "enable.idempotence", Set.of("false"), "retries would double and reorder", unsafe);
  }

  private void must(
      String channel, String setting, String expected, String why, List<String> unsafe) {
    var value = valueOf(channel, setting);
    if (!expected.equals(value)) {
      unsafe.add(
          "%s.%s must be %s (is %s): %s"
              .formatted(channel, setting, expected, value == null ? "not set" : value, why));
    }
  }

  private void mustNot(
      String channel, String setting, Set<String> forbidden, String why, List<String> unsafe) {
    var value = valueOf(channel, setting);
    if (value != null && forbidden.contains(value)) {
      unsafe.add("%s.%s must not be %s: %s".formatted(channel, setting, value, why));
    }
  }

  /** The channel's own, else the connector's, else that of all Kafka clients: SmallRye's order. */
  private @Nullable String valueOf(String channel, String setting) {
    for (var prefix : List.of(channel + ".", CONNECTOR, "kafka.")) {
      var value = values.apply(prefix + setting);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
