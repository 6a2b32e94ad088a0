package dev.drydock.notifier.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.notifier.application.EventDocuments;
import dev.drydock.notifier.application.Ledger;
import dev.drydock.notifier.application.Projections.Page;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /api/v1/events?from=}, with this service's own token. */
@ApplicationScoped
class RestLedger implements Ledger {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final CoordinatorConfiguration configuration;
  private final ObjectMapper json;
  private final EventDocuments documents;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  RestLedger(CoordinatorConfiguration configuration, ObjectMapper json, EventDocuments documents) {
    this.configuration = configuration;
    this.json = json;
    this.documents = documents;
  }

  @Override
  public Page read(long from, int limit) {
    var request =
        HttpRequest.newBuilder(page(from, limit))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token())
            .header("Accept", "application/json")
            .GET()
            .build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new Unavailable("HTTP_" + response.statusCode());
      }
      return page(from, json.readTree(response.body()));
    } catch (IOException e) {
      throw new Unavailable("UNREACHABLE");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("INTERRUPTED");
    } catch (IllegalArgumentException e) {
      throw new Unavailable("BAD_PAGE");
    }
  }

  private URI page(long from, int limit) {
    var base = configuration.url().toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + "/api/v1/events?from="
            + from
            + "&limit="
            + limit);
  }

  private String token() {
    try {
      return Files.readString(
              configuration.tokenFile().orElseThrow(() -> new Unavailable("NO_TOKEN")))
          .strip();
    } catch (IOException e) {
      throw new Unavailable("NO_TOKEN");
    }
  }

  private Page page(long from, JsonNode body) {
    if (!body.path("events").isArray()) {
      throw new Unavailable("BAD_PAGE");
    }
    List<Message<? extends Event>> events = new ArrayList<>();
    for (var document : body.path("events")) {
      documents.read(document).ifPresent(events::add);
    }
    return new Page(events, body.path("next").asLong(from));
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }
}
