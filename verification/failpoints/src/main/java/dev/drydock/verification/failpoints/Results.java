package dev.drydock.verification.failpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The results in a folder, a line per case, written as they come: what resuming goes on from. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<CaseResult> all = new ArrayList<>();

  private Results(Path file) {
    this.file = file;
  }

  static Results in(Path folder) {
    try {
      Files.createDirectories(folder);
      var results = new Results(folder.resolve("results.jsonl"));
      if (Files.exists(results.file)) {
        for (var line : Files.readAllLines(results.file)) {
          results.all.add(JSON.readValue(line, CaseResult.class));
        }
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(CaseResult result) {
    all.add(result);
    try {
      var line = JSON.writeValueAsString(result) + "\n";
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is plain JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<CaseResult> all() {
    return List.copyOf(all);
  }

  Set<String> ids() {
    return all.stream().map(CaseResult::id).collect(Collectors.toUnmodifiableSet());
  }
}
