package dev.drydock.coordinator.persistence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** Values of the ledger as JSON; its own mapper, so that no web setting changes what is stored. */
@Singleton
class StateJson {
  private final ObjectMapper mapper;

  StateJson() {
    mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(TenantUpgradeState.class, Named.class);
    states(TenantUpgradeState.class)
        .forEach(type -> mapper.registerSubtypes(new NamedType(type, type.getSimpleName())));
  }

  /** The name of the record tells which state it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Named {}

  private static Stream<Class<?>> states(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(StateJson::states)
        : Stream.of(type);
  }

  String write(Object value) {
    try {
      return value instanceof TenantUpgradeState
          ? mapper.writerFor(TenantUpgradeState.class).writeValueAsString(value)
          : mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  <T> T read(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger holds no readable " + type.getSimpleName(), e);
    }
  }
}
