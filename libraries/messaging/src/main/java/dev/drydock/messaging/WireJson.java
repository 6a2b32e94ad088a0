package dev.drydock.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** How the contracts' records look as JSON: identifiers as plain values, times as ISO 8601. */
final class WireJson {
  static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int DEEPEST = 32;

  static JsonMapper mapper() {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(MOST_BYTES)
            .maxNumberLength(40)
            .maxNameLength(1024)
            .build();
    var mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(identifiers())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    mapper.getFactory().setStreamReadConstraints(constraints);
    return mapper;
  }

  private static SimpleModule identifiers() {
    var module = new SimpleModule("drydock-identifiers");
    text(module, TenantId.class, TenantId::value, TenantId::new);
    text(module, UpgradeId.class, UpgradeId::value, UpgradeId::new);
    text(module, BackupId.class, BackupId::value, BackupId::new);
    number(module, Token.class, Token::value, Token::new);
    return module;
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> value, Function<String, T> of) {
    module.addSerializer(
        type, new PlainSerializer<>(type, (id, out) -> out.writeString(value.apply(id))));
    module.addDeserializer(
        type,
        new PlainDeserializer<>(
            type,
            in ->
                in.currentToken().isScalarValue() && !in.currentToken().isNumeric()
                    ? of.apply(in.getText())
                    : null));
  }

  private static <T> void number(
      SimpleModule module, Class<T> type, ToLongFunction<T> value, LongFunction<T> of) {
    module.addSerializer(
        type, new PlainSerializer<>(type, (id, out) -> out.writeNumber(value.applyAsLong(id))));
    module.addDeserializer(
        type,
        new PlainDeserializer<>(
            type, in -> in.currentToken().isNumeric() ? of.apply(in.getLongValue()) : null));
  }

  private interface Writing<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  private interface Reading<T> {
    @org.jspecify.annotations.Nullable
    T read(JsonParser in) throws IOException;
  }

  private static final class PlainSerializer<T> extends StdSerializer<T> {
    private final transient Writing<T> writing;

    PlainSerializer(Class<T> type, Writing<T> writing) {
      super(type);
      this.writing = writing;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      writing.write(value, out);
    }
  }

  private static final class PlainDeserializer<T> extends StdDeserializer<T> {
    private final transient Reading<T> reading;

    PlainDeserializer(Class<T> type, Reading<T> reading) {
      super(type);
      this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        var read = reading.read(in);
        if (read != null) {
          return read;
        }
      } catch (IllegalArgumentException e) {
        throw illegal(in);
      }
      throw illegal(in);
    }

    /** Says nothing of the value. */
    private JsonMappingException illegal(JsonParser in) {
      return JsonMappingException.from(in, "no " + handledType().getSimpleName());
    }
  }

  private WireJson() {}
}
