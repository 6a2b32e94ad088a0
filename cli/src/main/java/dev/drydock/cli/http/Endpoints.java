package dev.drydock.cli.http;

import dev.drydock.local.stack.StackFolder;
import dev.drydock.local.stack.StackState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the services are and which token to show them: the environment, else a local stack. */
public record Endpoints(URI coordinator, URI backup, URI notifier, String token) {
  private static final List<String> USUAL_STACKS = List.of("local", "demo");

  /**
   * @param stack name of a local stack; empty: {@code DRYDOCK_URL}, else the one that runs
   */
  public static Endpoints find(String stack, Map<String, String> environment) {
    var url = environment.getOrDefault("DRYDOCK_URL", "");
    if (stack.isEmpty() && !url.isEmpty()) {
      return ofEnvironment(url, environment);
    }
    return folder(stack)
        .flatMap(folder -> StackState.read(folder).map(state -> of(folder, state)))
        .orElseThrow(() -> notFound(stack));
  }

  private static CliFailure notFound(String stack) {
    return new CliFailure(
        stack.isEmpty() ? "no Drydock runs here" : "there is no stack '%s' here".formatted(stack),
        "`drydock up` starts one; or set DRYDOCK_URL and DRYDOCK_TOKEN_FILE");
  }

  /** The named one; else of the usual ones the first that runs, else the first that is there. */
  private static Optional<StackFolder> folder(String name) {
    if (!name.isEmpty()) {
      return Optional.of(StackFolder.named(name));
    }
    var folders =
        USUAL_STACKS.stream()
            .map(StackFolder::named)
            .filter(folder -> Files.exists(folder.stateFile()))
            .toList();
    return folders.stream()
        .filter(folder -> StackState.read(folder).orElseThrow().isRunning("coordinator"))
        .findFirst()
        .or(() -> folders.stream().findFirst());
  }

  private static Endpoints of(StackFolder folder, StackState state) {
    return new Endpoints(
        URI.create(state.urls().getOrDefault("coordinator", "")),
        URI.create(state.urls().getOrDefault("backup", "")),
        URI.create(state.urls().getOrDefault("notifier", "")),
        token(folder.tokenFile()));
  }

  private static Endpoints ofEnvironment(String url, Map<String, String> environment) {
    var file = environment.getOrDefault("DRYDOCK_TOKEN_FILE", "");
    if (file.isEmpty()) {
      throw new CliFailure(
          "DRYDOCK_URL is set, DRYDOCK_TOKEN_FILE is not",
          "set it to a file of mode 0600 that holds your token");
    }
    return new Endpoints(
        URI.create(url),
        URI.create(environment.getOrDefault("DRYDOCK_BACKUP_URL", "http://127.0.0.1:8082")),
        URI.create(environment.getOrDefault("DRYDOCK_DASHBOARD_URL", "http://127.0.0.1:8080")),
        token(Path.of(file)));
  }

  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CliFailure(
          "cannot read the token file " + file, "check its path and that you own it");
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Endpoints[coordinator=%s, backup=%s]".formatted(coordinator, backup);
  }
}
