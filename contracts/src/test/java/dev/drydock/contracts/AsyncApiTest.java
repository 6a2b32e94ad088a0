package dev.drydock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code asyncapi.yaml} says what the code does: topics, their settings, what travels on each. */
class AsyncApiTest {
  private static final Path FILE =
      Path.of(System.getProperty("drydock.root"), "contracts/asyncapi.yaml");

  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    document = new YAMLMapper().readTree(Files.readString(FILE));
  }

  @Test
  void itIsAsyncApi3() {
    assertThat(document.path("asyncapi").asString()).isEqualTo("3.0.0");
  }

  @Test
  void everyTopicIsAChannelWithItsSettings() {
    var channels = new LinkedHashMap<String, JsonNode>();
    for (var channel : document.path("channels")) {
      channels.put(channel.path("address").asString(), channel.path("bindings").path("kafka"));
    }

    assertThat(channels.keySet())
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topics.Topic::name).toList());
    for (var topic : Topics.ALL) {
      var kafka = Objects.requireNonNull(channels.get(topic.name()));
      assertThat(kafka.path("partitions").asInt()).as(topic.name()).isEqualTo(topic.partitions());
      assertThat(settings(kafka.path("topicConfiguration"))).isEqualTo(topic.settings());
    }
  }

  private static Map<String, String> settings(JsonNode configuration) {
    var settings = new LinkedHashMap<String, String>();
    for (var field : configuration.properties()) {
      var value = field.getValue();
      settings.put(field.getKey(), value.isArray() ? value.get(0).asString() : value.asString());
    }
    return settings;
  }

  @Test
  void everyTypeTravelsOnItsTopic() {
    var expected = new LinkedHashMap<String, Set<String>>();
    MessageTypes.all()
        .forEach((type, name) ->
            expected.computeIfAbsent(topicOf(type), topic -> new TreeSet<>()).add(name));

    var documented = new LinkedHashMap<String, Set<String>>();
    for (var channel : document.path("channels")) {
      var names = new TreeSet<String>();
      channel.path("messages").propertyNames().forEach(names::add);
      names.remove("deadLetter");
      if (!names.isEmpty()) {
        documented.put(channel.path("address").asString(), names);
      }
    }

    assertThat(documented).isEqualTo(expected);
  }

  private static String topicOf(Class<?> type) {
    if (Command.ForBackup.class.isAssignableFrom(type)) {
      return Topics.BACKUP_COMMANDS;
    }
    if (Command.ForMigration.class.isAssignableFrom(type)) {
      return Topics.MIGRATION_COMMANDS;
    }
    if (Result.class.isAssignableFrom(type)) {
      return Topics.RESULTS;
    }
    if (Event.class.isAssignableFrom(type)) {
      return Topics.UPGRADE_EVENTS;
    }
    return type == Progress.class ? Topics.PROGRESS : Topics.TENANT_STATE;
  }

  @Test
  void everyMessageHasItsSchema_andCommandsResultsAndEventsAreSigned() {
    for (var entry : MessageTypes.all().entrySet()) {
      var message = document.path("components").path("messages").path(entry.getValue());
      var payload = message.path("payload").path("$ref").asString();

      assertThat(payload).as(entry.getValue()).endsWith("/" + entry.getValue() + ".json");
      assertThat(FILE.resolveSibling(payload)).exists();
      boolean signed =
          Command.class.isAssignableFrom(entry.getKey())
              || Result.class.isAssignableFrom(entry.getKey())
              || Event.class.isAssignableFrom(entry.getKey());
      assertThat(message.path("traits").toString().contains("signed"))
          .as(entry.getValue())
          .isEqualTo(signed);
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (var reference : document.findValues("$ref")) {
      var text = reference.asString();
      if (text.startsWith("#")) {
        assertThat(document.at(text.substring(1)).isMissingNode()).as(text).isFalse();
      }
    }
  }
}
