package dev.drydock.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What two requests must have in common to count as the same. */
final class RequestDigest {
  /** Hex SHA-256 over method, path, query and the parameters as they were understood. */
  static String of(HttpServerRequest request, @Nullable Object[] parameters, ObjectMapper json)
      throws JsonProcessingException {
    var sha256 = sha256();
    add(sha256, (request.method() + " " + request.uri()).getBytes(StandardCharsets.UTF_8));
    for (var parameter : parameters) {
      add(sha256, parameter instanceof byte[] bytes ? bytes : json.writeValueAsBytes(parameter));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void add(MessageDigest sha256, byte[] part) {
    sha256.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private RequestDigest() {}
}
