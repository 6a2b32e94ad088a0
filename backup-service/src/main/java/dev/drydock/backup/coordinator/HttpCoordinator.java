package dev.drydock.backup.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.backup.application.Coordinator;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.messaging.CoordinatorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the coordinator with the worker's own token. */
@ApplicationScoped
class HttpCoordinator implements Coordinator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final CoordinatorConfig coordinator;
  private final Duration timeout;

  HttpCoordinator(CoordinatorConfig coordinator, BackupConfiguration configuration) {
    this.coordinator = coordinator;
    this.timeout = configuration.coordinatorTimeout();
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Optional<TenantTarget> tenant(TenantId id) {
    var answer = answer(request("/api/v1/tenants/" + id).GET());
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(target(json(answer.body())));
      case 404 -> Optional.empty();
      default -> throw new Silent();
    };
  }

  @Override
  public Releasable releasable(List<BackupId> ids) {
    var question = Map.of("backupIds", ids.stream().map(BackupId::value).toList());
    var answer =
        answer(
            request("/api/v1/backups/releasable")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(text(question))));
    if (answer.statusCode() != 200) {
      throw new Silent();
    }
    return releasable(json(answer.body()));
  }

  private static Releasable releasable(JsonNode answer) {
    if (!answer.path("releasable").isArray() || !answer.path("held").isArray()) {
      throw new Silent();
    }
    var releasable = new ArrayList<BackupId>();
    answer.path("releasable").forEach(id -> releasable.add(new BackupId(id.asText())));
    var held = new LinkedHashMap<BackupId, String>();
    answer
        .path("held")
        .forEach(one ->
            held.put(new BackupId(one.path("id").asText()), one.path("reason").asText("held")));
    return new Releasable(releasable, held);
  }

  private static TenantTarget target(JsonNode tenant) {
    try {
      var writers = new ArrayList<String>();
      tenant.path("writerRoles").forEach(role -> writers.add(role.asText()));
      return new TenantTarget(
          new TenantId(tenant.path("id").asText()),
          Engine.valueOf(tenant.path("engine").asText().toUpperCase(Locale.ROOT)),
          tenant.path("host").asText(),
          tenant.path("port").asInt(),
          tenant.path("database").asText(),
          textOrNull(tenant.path("schema")),
          tenant.path("credential").asText(),
          writers);
    } catch (IllegalArgumentException e) {
      throw new Silent();
    }
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private HttpRequest.Builder request(String path) {
    var url = coordinator.url().orElseThrow(Silent::new);
    return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + token());
  }

  private String token() {
    try {
      return Files.readString(Path.of(coordinator.tokenFile().orElseThrow(Silent::new))).strip();
    } catch (IOException e) {
      throw new Silent();
    }
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Silent();
    } catch (IOException e) {
      throw new Silent();
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Silent();
    }
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("IDs are plain JSON", e);
    }
  }
}
