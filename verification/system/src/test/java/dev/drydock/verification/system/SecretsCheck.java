package dev.drydock.verification.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for every secret of a stack where none may be: logs, the broker's own files, the process
 * list.
 */
final class SecretsCheck {
  private final Path folder;

  /**
   * @param folder of the stack
   */
  SecretsCheck(Path folder) {
    this.folder = folder;
  }

  void noneIsOut() {
    var secrets = secrets();
    assertThat(secrets).as("secrets of the stack").hasSizeGreaterThan(5);
    for (var file : files("", ".log")) {
      assertThat(secretsIn(read(file), secrets)).as(file.toString()).isEmpty();
    }
    for (var file : files("kafka/data", ".log")) {
      assertThat(secretsIn(read(file), secrets)).as(file.toString()).isEmpty();
    }
    assertThat(secretsIn(processList(), secrets)).as("process list").isEmpty();
  }

  /** The names of the files whose secret is in the text: not the secrets themselves. */
  private List<String> secretsIn(String text, List<Secret> secrets) {
    return secrets.stream().filter(each -> text.contains(each.value())).map(Secret::name).toList();
  }

  private record Secret(String name, String value) {}

  private List<Secret> secrets() {
    var found = new ArrayList<Secret>();
    var files =
        Stream.of(
                files("secrets", ".token"),
                files("secrets", "-password"),
                files("secrets", ".key"),
                files("postgresql", ".password"),
                files("object-store", ".key"),
                List.of(folder.resolve("token")))
            .flatMap(List::stream)
            .toList();
    for (var file : files) {
      var value = read(file).strip();
      if (value.length() >= 12) {
        found.add(new Secret(file.getFileName().toString(), value));
      }
    }
    return found;
  }

  private List<Path> files(String below, String ending) {
    var start = folder.resolve(below);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (var walk = Files.walk(start)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String processList() {
    var all = new StringBuilder();
    ProcessHandle.allProcesses()
        .map(handle -> Path.of("/proc", Long.toString(handle.pid()), "cmdline"))
        .filter(Files::isReadable)
        .forEach(file -> all.append(readIfThere(file)).append('\n'));
    return all.toString();
  }

  private static String readIfThere(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
