package dev.drydock.verification.simulation.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The seeds under which each mutant is found, as {@code mutants.seeds} keeps them. */
final class KilledBy {
  private static final String RESOURCE = "mutants.seeds";
  private final Map<Mutant, List<Long>> seeds;

  private KilledBy(Map<Mutant, List<Long>> seeds) {
    this.seeds = seeds;
  }

  static KilledBy recorded() {
    try (var in = KilledBy.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no " + RESOURCE + " beside " + KilledBy.class.getName());
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param lines each a mutant's name and its seeds; the rest of a line after {@code #} is a remark
   */
  static KilledBy of(List<String> lines) {
    var seeds = new EnumMap<Mutant, List<Long>>(Mutant.class);
    for (var line : lines) {
      var words = Arrays.asList(line.replaceFirst("#.*", "").strip().split("\\s+"));
      if (!words.getFirst().isEmpty()) {
        seeds.put(
            Mutant.valueOf(words.getFirst()), words.stream().skip(1).map(Long::valueOf).toList());
      }
    }
    return new KilledBy(seeds);
  }

  List<Long> seedsOf(Mutant mutant) {
    return seeds.getOrDefault(mutant, List.of());
  }
}
