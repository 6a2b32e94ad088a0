package dev.drydock.verification.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.judgement.Observations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Everything that is needed to judge a run again, and to look for why it went as it did. */
record RunFolder(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was asked for.
   *
   * @param replay the command line that does the same again
   */
  record Run(long seed, double minutes, String mode, int tenants, String replay) {}

  RunFolder {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void run(Run run) {
    write("run.json", json(run));
  }

  Run run() {
    return read("run.json", Run.class);
  }

  /** A fault's begin, and again its end. */
  synchronized void fault(FaultRecord fault) {
    append("faults.jsonl", json(fault));
  }

  /** Those that have ended. */
  List<FaultRecord> faults() {
    return lines("faults.jsonl", FaultRecord.class).stream()
        .filter(fault -> fault.endedMs() > 0)
        .toList();
  }

  void upgrade(UpgradeRecord upgrade) {
    append("upgrades.jsonl", json(upgrade));
  }

  List<UpgradeRecord> upgrades() {
    return lines("upgrades.jsonl", UpgradeRecord.class);
  }

  /** What the run itself found besides the invariants: nobody moved, the fleet was not quiet. */
  void trouble(String violation) {
    append("trouble.jsonl", json(violation));
  }

  List<String> troubles() {
    return lines("trouble.jsonl", String.class);
  }

  void observations(Observations seen) {
    seen.write(path.resolve("observations.json"));
  }

  Observations observations() {
    return Observations.read(path.resolve("observations.json"));
  }

  void write(String file, String text) {
    try {
      Files.writeString(path.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the logs of all starts of all processes. */
  void logs(Stack stack) {
    var logs = path.resolve("logs");
    try {
      Files.createDirectories(logs);
      for (var log : stack.logs()) {
        Files.copy(log, logs.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void append(String file, String line) {
    try {
      Files.writeString(
          path.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> List<T> lines(String file, Class<T> type) {
    try {
      var lines = path.resolve(file);
      return Files.exists(lines)
          ? Files.readAllLines(lines).stream().map(line -> parsed(line, type)).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(String file, Class<T> type) {
    try {
      return parsed(Files.readString(path.resolve(file)), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T parsed(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
