package dev.drydock.verification.fleet.observation;

import dev.drydock.local.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The transitions that the coordinator's README draws, which a test holds to its code. */
final class LegalMoves {
  private static final Pattern EDGE = Pattern.compile("^ {4}(\\w+) --> (\\w+): (.+)$");

  private LegalMoves() {}

  /** {@code FROM>Fact>TO}, states as on the wire. */
  static Set<String> drawn() {
    var readme = Installation.find().root().resolve("coordinator-service/README.md");
    try {
      return in(Files.readString(readme));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> in(String text) {
    var moves = new HashSet<String>();
    for (var line : text.lines().toList()) {
      var edge = EDGE.matcher(line);
      if (edge.matches()) {
        for (var fact : edge.group(3).split(", ")) {
          moves.add(wire(edge.group(1)) + ">" + fact + ">" + wire(edge.group(2)));
        }
      }
    }
    return moves;
  }

  private static String wire(String state) {
    return state.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
