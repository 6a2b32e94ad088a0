package dev.drydock.verification.corruptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** SQL that lies beside this class. */
final class Statements {
  /** The whole file: several statements. */
  static String script(String name) {
    try (var file = Statements.class.getResourceAsStream(name + ".sql")) {
      if (file == null) {
        throw new IllegalStateException(name + ".sql is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One per line. */
  static List<String> lines(String name) {
    return script(name).lines().filter(line -> !line.isBlank() && !line.startsWith("--")).toList();
  }

  static String filled(String sql, Map<String, String> names) {
    var filled = sql;
    for (var name : names.entrySet()) {
      filled = filled.replaceAll("\\b" + name.getKey() + "\\b", name.getValue());
    }
    return filled;
  }

  private Statements() {}
}
