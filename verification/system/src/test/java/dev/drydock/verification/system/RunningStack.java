package dev.drydock.verification.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A started stack seen from outside: its processes by PID, its ledger by REST. */
final class RunningStack {
  static final List<String> SERVICES = List.of("coordinator", "backup", "migration", "notifier");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path folder;

  RunningStack(Drydock drydock, String name) {
    this.folder = drydock.stateHome().resolve("drydock").resolve(name);
  }

  boolean isDescribed() {
    return Files.exists(folder.resolve("stack.json")) && Files.exists(folder.resolve("token"));
  }

  JsonNode description() {
    return read(folder.resolve("stack.json"));
  }

  String url(String server) {
    return description().path("urls").path(server).asText();
  }

  int port(String server) {
    return description().path("ports").path(server).asInt();
  }

  Path folder() {
    return folder;
  }

  long pid(String process) {
    return description().path("processes").path(process).path("pid").asLong();
  }

  /** Ends the process at once, as the kernel's OOM killer would, and waits until it is gone. */
  void kill(String process) {
    ProcessHandle.of(pid(process))
        .ifPresent(handle -> {
          handle.destroyForcibly();
          handle.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
        });
  }

  /** Asks the coordinator; empty while it does not answer. */
  Optional<JsonNode> ask(String path) {
    return askService("coordinator", path);
  }

  Optional<JsonNode> askService(String service, String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url(service) + path))
              .header(
                  "Authorization", "Bearer " + Files.readString(folder.resolve("token")).strip())
              .timeout(Duration.ofSeconds(10))
              .build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The newest upgrade, as {@code show upgrade} prints it. */
  Optional<JsonNode> newestUpgrade() {
    return ask("/api/v1/upgrades?limit=1")
        .flatMap(page -> first(page))
        .flatMap(upgrade -> ask("/api/v1/upgrades/" + upgrade.path("id").asText()));
  }

  private static Optional<JsonNode> first(JsonNode page) {
    for (var field : page) {
      if (field.isArray() && !field.isEmpty()) {
        return Optional.of(field.get(0));
      }
    }
    return Optional.empty();
  }

  /** How many tenants are past the dock, of whatever outcome. */
  int ended() {
    return newestUpgrade()
        .map(upgrade -> {
          var counts = upgrade.path("counts");
          return counts.path("upgraded").asInt()
              + counts.path("restored").asInt()
              + counts.path("untouched").asInt()
              + counts.path("parked").asInt();
        })
        .orElse(0);
  }

  boolean isOver() {
    return newestUpgrade()
        .map(upgrade -> upgrade.path("state").asText())
        .filter(List.of("COMPLETED", "COMPLETED_WITH_FAILURES", "ABORTED")::contains)
        .isPresent();
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
