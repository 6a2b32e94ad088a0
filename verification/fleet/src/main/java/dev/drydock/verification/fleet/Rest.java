package dev.drydock.verification.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One service's REST API under {@code /api/v1}. */
public final class Rest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(500);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final Supplier<URI> service;
  private final Supplier<String> token;

  /**
   * @param token the administrator's, asked for at each call
   */
  Rest(Supplier<URI> service, Supplier<String> token) {
    this.service = service;
    this.token = token;
  }

  /** What came back, whatever the status. */
  public record Answer(int status, String body) {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    public JsonNode json() {
      try {
        return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new StackFailure("not JSON, with status " + status, e);
      }
    }
  }

  /** Nobody answered, or with a status that is not 2xx. */
  public static final class Refused extends RuntimeException {
    private final int status;

    Refused(int status, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.status = status;
    }

    /** 0 when nobody answered. */
    public int status() {
      return status;
    }
  }

  /**
   * @throws Refused unless it is answered 2xx
   */
  public JsonNode get(String path) {
    return required("GET", path, send("GET", path, token.get(), "application/json", null));
  }

  /** Empty while it is not answered 2xx. */
  public Optional<JsonNode> ask(String path) {
    try {
      return Optional.of(get(path));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  /**
   * All elements of a paged list.
   *
   * @param array the field of a page that holds them
   */
  public List<JsonNode> all(String path, String array) {
    var all = new ArrayList<JsonNode>();
    var separator = path.contains("?") ? "&" : "?";
    var page = get(path);
    page.path(array).forEach(all::add);
    while (!page.path("next").asText("").isEmpty()) {
      page = get(path + separator + "cursor=" + page.path("next").asText());
      page.path(array).forEach(all::add);
    }
    return all;
  }

  /**
   * @throws Refused unless it is answered 2xx
   */
  public JsonNode post(String path, String json) {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public JsonNode post(String path, String contentType, byte[] body) {
    return required("POST", path, send("POST", path, token.get(), contentType, body));
  }

  /**
   * The same until somebody answers 2xx or refuses for good: sent again under one idempotency key.
   *
   * @throws Refused when it is refused with 4xx, or the time is over
   */
  public JsonNode postUntilAnswered(String path, String contentType, byte[] body, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    var key = UUID.randomUUID().toString();
    while (true) {
      try {
        return required("POST", path, send("POST", path, token.get(), contentType, body, key));
      } catch (Refused e) {
        boolean final4xx = e.status() >= 400 && e.status() < 500;
        if (final4xx || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN_AFTER.toNanos());
      }
    }
  }

  private static JsonNode required(String method, String path, Answer answer) {
    if (!answer.isSuccess()) {
      throw new Refused(
          answer.status(),
          "%s %s: %d %s".formatted(method, path, answer.status(), answer.body()),
          null);
    }
    return answer.json();
  }

  /**
   * Any request.
   *
   * @param path under {@code /api/v1}, or absolute when it begins with {@code //}
   * @param token null: anonymous
   * @throws Refused with status 0 when nobody answers
   */
  public Answer send(
      String method,
      String path,
      @Nullable String token,
      String contentType,
      byte @Nullable [] body) {
    return send(method, path, token, contentType, body, UUID.randomUUID().toString());
  }

  private Answer send(
      String method,
      String path,
      @Nullable String token,
      String contentType,
      byte @Nullable [] body,
      String key) {
    var relative = path.startsWith("//") ? path.substring(1) : "/api/v1" + path;
    var request =
        HttpRequest.newBuilder(service.get().resolve(relative))
            .timeout(method.equals("GET") ? TIMEOUT : TIMEOUT.multipliedBy(6))
            .header("Accept", "*/*")
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", contentType);
      request.header("Idempotency-Key", key);
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new Refused(0, "%s %s: nobody answered (%s)".formatted(method, path, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("interrupted", e);
    }
  }
}
