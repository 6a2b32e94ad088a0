package dev.drydock.local.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code stack.json} remembers: ports over restarts, processes while they run. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackState(
    String name,
    Map<String, Integer> ports,
    Map<String, Started> processes,
    Map<String, String> urls,
    Map<String, String> postgresql) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public StackState {
    ports = new TreeMap<>(ports);
    processes = new TreeMap<>(processes);
    urls = Map.copyOf(urls);
    postgresql = Map.copyOf(postgresql);
  }

  /** A process is named by PID and identity: a PID alone may be someone else's by now. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Started(long pid, String identity, String log) {
    static Started of(ServerProcess process, Path log) {
      return new Started(process.pid(), process.identity(), log.toString());
    }

    Optional<ServerProcess> process() {
      return ServerProcess.running(pid, identity, Path.of(log));
    }
  }

  /** Whether that process still runs. */
  public boolean isRunning(String process) {
    var started = processes.get(process);
    return started != null && started.process().isPresent();
  }

  static StackState empty(String name) {
    return new StackState(name, Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** Empty when the stack was never started, or is purged. */
  public static Optional<StackState> read(StackFolder folder) {
    if (!Files.exists(folder.stateFile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(folder.stateFile().toFile(), StackState.class));
    } catch (IOException e) {
      throw new LocalServerFailure("%s is damaged; delete it".formatted(folder.stateFile()), e);
    }
  }

  void write(StackFolder folder) {
    try {
      var json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      LocalFiles.writeSecret(folder.stateFile(), json + "\n");
    } catch (JsonProcessingException e) {
      throw new LocalServerFailure("could not write " + folder.stateFile(), e);
    }
  }
}
