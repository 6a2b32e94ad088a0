package dev.drydock.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

/** One service's REST API under {@code /api/v1}; refusals are thrown as {@link CliFailure}. */
public final class Api {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LONG_TIMEOUT = Duration.ofHours(6);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI service;
  private final String token;
  private final HttpClient http;

  public Api(URI service, String token) {
    this.service = service;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  public URI service() {
    return service;
  }

  public JsonNode get(String path) {
    return json(send(request(path).GET().timeout(TIMEOUT).build()));
  }

  /** Posts JSON; the same call sent twice takes effect once. */
  public JsonNode post(String path, JsonNode body) {
    return post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  public JsonNode post(String path) {
    return post(path, JSON.createObjectNode());
  }

  public JsonNode post(String path, String contentType, byte[] body) {
    var request =
        request(path)
            .header("Content-Type", contentType)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .timeout(LONG_TIMEOUT)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return json(send(request));
  }

  /** All pages of a list, page after page while they are asked for. */
  public Stream<JsonNode> pages(String path) {
    return Pages.of(this, path);
  }

  /** A download; the caller closes it. */
  public InputStream download(String path) {
    var request = request(path).GET().timeout(LONG_TIMEOUT).build();
    try {
      var response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        try (var body = response.body()) {
          var text = new String(body.readNBytes(100_000), StandardCharsets.UTF_8);
          throw Problems.failure(response.statusCode(), path, text);
        }
      }
      return response.body();
    } catch (IOException e) {
      throw new Unreachable(service, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve("/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/problem+json, application/octet-stream");
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        var path = request.uri().getPath();
        throw Problems.failure(response.statusCode(), path, response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new Unreachable(service, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the service's answer is not JSON", e);
    }
  }

  private static CliFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    var failure = new CliFailure("interrupted", "");
    failure.initCause(e);
    return failure;
  }

  /** A value inside a path or a query. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
