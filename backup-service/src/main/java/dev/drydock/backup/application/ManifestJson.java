package dev.drydock.backup.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;

/** How a manifest looks as JSON, in the object store and in the catalogue alike. */
public final class ManifestJson {
  public static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addMixIn(TenantId.class, PlainText.class)
        .addMixIn(UpgradeId.class, PlainText.class)
        .addMixIn(BackupId.class, PlainText.class)
        .addMixIn(ArchiveId.class, PlainText.class)
        .addMixIn(Token.class, PlainNumber.class)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }

  @SuppressWarnings("UnusedVariable") // Its constructor only has the shape of the real one.
  private abstract static class PlainText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    PlainText(String value) {}

    @JsonValue
    abstract String value();
  }

  @SuppressWarnings("UnusedVariable") // Its constructor only has the shape of the real one.
  private abstract static class PlainNumber {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    PlainNumber(long value) {}

    @JsonValue
    abstract long value();
  }

  private ManifestJson() {}
}
