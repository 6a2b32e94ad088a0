package dev.drydock.verification.fleet.observation;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.judgement.Observations.Knock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knocks at every endpoint without a token, with a made-up one and with one of another role. */
final class DoorObserver {
  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  /** What a worker's token is for. */
  private static final Set<String> FOR_WORKERS =
      Set.of("POST /api/v1/claims", "POST /api/v1/backups/releasable", "GET /api/v1/tenants/{id}");

  /** What a viewer may post. */
  private static final Set<String> FOR_VIEWERS = Set.of("POST /api/v1/plans");

  private static final Map<Part, List<String>> OTHERS =
      Map.of(
          Part.BACKUP,
          List.of(
              "GET /api/v1/backups",
              "GET /api/v1/backups/bk-1",
              "POST /api/v1/backups",
              "POST /api/v1/backups/bk-1/verify",
              "POST /api/v1/backups/prune",
              "GET /api/v1/backups/bk-1/export",
              "POST /api/v1/backups/bk-1/restore-into",
              "POST /api/v1/catalogue/rebuild",
              "GET /api/v1/store",
              "GET /q/metrics",
              "GET /q/openapi"),
          Part.NOTIFIER,
          List.of(
              "GET /api/v1/upgrades",
              "GET /api/v1/upgrades/up-1",
              "GET /api/v1/webhooks",
              "POST /api/v1/webhooks",
              "GET /api/v1/stream",
              "GET /q/metrics"),
          Part.MIGRATION,
          List.of("GET /q/metrics", "GET /q/openapi", "GET /api/v1/anything"));

  private final Stack stack;

  DoorObserver(Stack stack) {
    this.stack = stack;
  }

  List<Knock> knocks() {
    var knocks = new ArrayList<Knock>();
    for (var request : ofTheCoordinator()) {
      anonymous(Part.COORDINATOR, request, knocks);
      if (request.contains("/api/") && !FOR_WORKERS.contains(request)) {
        knock(Part.COORDINATOR, request, "worker", secret("worker.token"), knocks);
      }
      if (!request.startsWith("GET") && !FOR_VIEWERS.contains(request)) {
        knock(Part.COORDINATOR, request, "viewer", secret("notifier.token"), knocks);
      }
    }
    OTHERS.forEach((service, requests) -> {
      for (var request : requests) {
        anonymous(service, request, knocks);
        if (request.contains("/api/")) {
          knock(service, request, "worker", secret("worker.token"), knocks);
        }
        if (!request.startsWith("GET")) {
          knock(service, request, "viewer", secret("notifier.token"), knocks);
        }
      }
    });
    return knocks;
  }

  private List<String> ofTheCoordinator() {
    var requests = new ArrayList<>(List.of("GET /q/metrics", "GET /q/openapi"));
    var openApi = stack.coordinator().get("//q/openapi?format=json");
    openApi
        .path("paths")
        .properties()
        .forEach(path ->
            METHODS.stream()
                .filter(method -> path.getValue().has(method))
                .forEach(method ->
                    requests.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    return requests;
  }

  private void anonymous(Part service, String request, List<Knock> knocks) {
    knock(service, request, "anonymous", null, knocks);
    knock(service, request, "made-up token", "0".repeat(48), knocks);
  }

  private void knock(
      Part service, String request, String who, @Nullable String token, List<Knock> knocks) {
    var words = request.split(" ");
    var path = "/" + words[1].replaceAll("\\{[^}]*}", "x");
    boolean hasBody = !words[0].equals("GET") && !words[0].equals("DELETE");
    var body = hasBody ? "{}".getBytes(StandardCharsets.UTF_8) : null;
    try {
      int status =
          stack.rest(service).send(words[0], path, token, "application/json", body).status();
      knocks.add(new Knock(service.label(), request, who, status));
    } catch (Rest.Refused nobody) {
      knocks.add(new Knock(service.label(), request, who, 0));
    }
  }

  private String secret(String file) {
    try {
      return Files.readString(stack.folder().resolve("secrets").resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
