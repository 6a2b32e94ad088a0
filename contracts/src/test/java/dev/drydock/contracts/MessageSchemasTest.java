package dev.drydock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published schemas are what the records say and what the golden files obey; {@code
 * -Ddrydock.schemas.write=true} writes them anew after an additive change.
 */
class MessageSchemasTest {
  private static final Path CONTRACTS = Path.of(System.getProperty("drydock.root"), "contracts");
  private static final Path SCHEMAS =
      CONTRACTS.resolve("src/main/resources/dev/drydock/contracts/schemas");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  static Stream<Map.Entry<Class<?>, String>> types() {
    return MessageTypes.all().entrySet().stream();
  }

  static Stream<Path> goldenFiles() throws IOException {
    try (var files = Files.list(CONTRACTS.resolve("src/test/resources/golden"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void itIsWhatTheRecordSays(Map.Entry<Class<?>, String> type) throws IOException {
    var file = SCHEMAS.resolve(type.getValue() + ".json");
    var schema = JSON.valueToTree(MessageSchemas.of(type.getKey(), type.getValue()));
    if (Boolean.getBoolean("drydock.schemas.write")) {
      Files.writeString(file, JSON.writeValueAsString(JSON.treeToValue(schema, Map.class)) + "\n");
    }
    assertThat(JSON.readTree(Files.readString(file))).isEqualTo(schema);
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void goldenFilesObeyIt(Path golden) throws IOException {
    var event = JSON.readTree(Files.readString(golden));
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(SCHEMAS.resolve(event.path("type").asString() + ".json")),
                InputFormat.JSON);

    assertThat(schema.validate(event.path("data"))).isEmpty();
  }

  @Test
  void noSchemaIsLeftOfATypeThatIsGone() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.list(SCHEMAS)) {
      files.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
    }
    assertThat(names).isEqualTo(new TreeSet<>(MessageTypes.all().values()));
  }
}
