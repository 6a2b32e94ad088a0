package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static final String BYTES = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
  private static final Map<String, String> SAFE =
      Map.of(
          "mp.messaging.incoming.results.connector", "smallrye-kafka",
          "mp.messaging.incoming.results.auto.offset.reset", "earliest",
          "mp.messaging.incoming.results.group.protocol", "consumer",
          "mp.messaging.incoming.results.key.deserializer", BYTES,
          "mp.messaging.incoming.results.value.deserializer", BYTES,
          "mp.messaging.incoming.results.commit-strategy", "drydock");

  @Test
  void safeSettingsAreSafe() {
    assertThat(unsafe(SAFE)).isEmpty();
  }

  @Test
  void smallRyesDefaultsAreNot() {
    var unsafe = unsafe(Map.of("mp.messaging.incoming.results.connector", "smallrye-kafka"));

    assertThat(unsafe)
        .anySatisfy(problem ->
            assertThat(problem)
                .startsWith(
                    "mp.messaging.incoming.results.auto.offset.reset must be earliest (is not"
                        + " set)"))
        .anySatisfy(problem -> assertThat(problem).contains("group.protocol"));
  }

  @Test
  void whatSkipsRecordsIsNot() {
    assertThat(with("failure-strategy", "dead-letter-queue")).hasSize(1);
    assertThat(with("failure-strategy", "ignore")).hasSize(1);
    assertThat(with("failure-strategy", "fail")).isEmpty();
    assertThat(with("enable.auto.commit", "true")).hasSize(1);
    assertThat(with("auto.offset.reset", "latest")).hasSize(1);
    assertThat(with("commit-strategy", "ignore")).hasSize(1);
    assertThat(with("commit-strategy", "throttled")).hasSize(1);
  }

  @Test
  void anOutgoingChannelMustWaitForAllReplicas() {
    var channel = "mp.messaging.outgoing.events.";

    assertThat(unsafe(Map.of(channel + "connector", "smallrye-kafka"))).hasSize(1);
    assertThat(unsafe(Map.of(channel + "connector", "smallrye-kafka", channel + "acks", "all")))
        .isEmpty();
    assertThat(
            unsafe(
                Map.of(
                    channel + "connector", "smallrye-kafka",
                    channel + "acks", "all",
                    channel + "enable.idempotence", "false")))
        .hasSize(1);
  }

  @Test
  void theConnectorsOwnSettingsCount() {
    var settings = new HashMap<>(SAFE);
    settings.remove("mp.messaging.incoming.results.auto.offset.reset");
    settings.put("mp.messaging.connector.smallrye-kafka.auto.offset.reset", "earliest");

    assertThat(unsafe(settings)).isEmpty();
  }

  private static List<String> with(String setting, String value) {
    var settings = new HashMap<>(SAFE);
    settings.put("mp.messaging.incoming.results." + setting, value);
    return unsafe(settings);
  }

  private static List<String> unsafe(Map<String, String> settings) {
    return new KafkaSettings(settings.keySet(), settings::get).unsafe();
  }
}
