package dev.drydock.verification.fuzz.targets;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.messaging.RecordsAsRead;
import java.io.IOException;

/** Answers to claims: nothing but the whole, plain grant lets a worker destroy something. */
public final class ClaimsTarget {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  public static void fuzzerTestOneInput(byte[] input) {
    Property.holds(
        !RecordsAsRead.grants(200, input) || saysSo(input), "something else is taken for a grant");
    Property.holds(!RecordsAsRead.grants(500, input), "an error is taken for a grant");
  }

  private static boolean saysSo(byte[] answer) {
    try {
      JsonNode granted = STRICT.readTree(answer).path("granted");
      return granted.isBoolean() && granted.booleanValue();
    } catch (IOException e) {
      return false;
    }
  }

  private ClaimsTarget() {}
}
