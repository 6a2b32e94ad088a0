package dev.drydock.verification.fleet.observation;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.judgement.Observations.SecretsSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks for every secret where none may be: logs, topics, metrics, names, the process list. */
final class SecretsObserver {
  private static final int SHORTEST = 12;

  private final Stack stack;
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Set<String> found = new TreeSet<>();
  private int places;

  SecretsObserver(Stack stack) {
    this.stack = stack;
  }

  /** Looks for these, too. */
  synchronized void alsoFor(String name, Collection<String> values) {
    int number = 0;
    for (var value : values) {
      if (value.length() >= SHORTEST) {
        secrets.put(name + "-" + number++, value);
      }
    }
  }

  private void ofTheStack() {
    var folder = stack.folder();
    var files = new ArrayList<Path>();
    files.addAll(files(folder.resolve("secrets"), file -> !file.endsWith("keyset.json")));
    files.addAll(files(stack.postgres().folder(), file -> file.endsWith(".password"), 1));
    files.add(stack.store().secretKeyFile());
    files.add(folder.resolve("token"));
    for (var file : files) {
      var value = readIfThere(file).strip();
      if (value.length() >= SHORTEST && !value.startsWith("{")) {
        secrets.put(String.valueOf(file.getFileName()), value);
      }
    }
  }

  /** Processes come and go: worth looking at more than once. */
  synchronized void lookAtProcesses() {
    ofTheStack();
    ProcessHandle.allProcesses()
        .forEach(process -> {
          var line = readIfThere(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
          look("process list", line);
        });
  }

  synchronized SecretsSeen seen() {
    lookAtProcesses();
    stack.logs().forEach(log -> look("log " + log.getFileName(), readIfThere(log)));
    var topics = stack.folder().resolve("kafka").resolve("data");
    files(topics, file -> file.endsWith(".log"), 3)
        .forEach(file -> look("topic " + topics.relativize(file).getName(0), readIfThere(file)));
    metrics();
    ledger();
    var objects = stack.store().objects();
    files(objects, _ -> true, 10)
        .forEach(file -> look("object name", objects.relativize(file).toString()));
    return new SecretsSeen(secrets.size(), places, List.copyOf(found));
  }

  private void metrics() {
    for (var service : Part.SERVICES) {
      try {
        var token = stack.local().adminToken();
        var answer = stack.rest(service).send("GET", "//q/metrics", token, "", null);
        look("metrics of " + service.label(), answer.body());
      } catch (Rest.Refused e) {
        found.add("metrics of " + service.label() + " could not be read");
      }
    }
  }

  /** What people are shown of failures. */
  private void ledger() {
    stack
        .coordinator()
        .ask("/upgrades?limit=200")
        .ifPresent(page -> look("upgrades by REST", page.toString()));
  }

  private void look(String place, String text) {
    places++;
    secrets.forEach((name, value) -> {
      if (text.contains(value)) {
        found.add("%s holds the secret %s".formatted(place, name));
      }
    });
  }

  private static List<Path> files(Path folder, Predicate<String> named) {
    return files(folder, named, 5);
  }

  private static List<Path> files(Path folder, Predicate<String> named, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      return walk.filter(Files::isRegularFile).filter(file -> named.test(file.toString())).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static String readIfThere(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
