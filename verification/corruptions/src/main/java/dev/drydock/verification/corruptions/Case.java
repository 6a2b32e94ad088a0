package dev.drydock.verification.corruptions;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One case: drawn from seed and number alone, so that it can be had again without the others. */
record Case(long seed, int number, Kind kind) {
  static final int CONTROL_EVERY = 20;
  private static final double SEALED_SHARE = 0.36;

  /**
   * @param only {@code null} for a draw among all kinds
   */
  static Case drawn(long seed, int number, @Nullable Kind only) {
    if (only != null) {
      return new Case(seed, number, only);
    }
    var random = random(seed, number);
    return new Case(seed, number, kind(number, random));
  }

  private static Kind kind(int number, SplittableRandom random) {
    if (number % CONTROL_EVERY == 0) {
      var controls = Kind.of(Kind.Group.CONTROL);
      return controls.get(number / CONTROL_EVERY % controls.size());
    }
    var sealed = random.nextDouble() < SEALED_SHARE;
    return weighted(Kind.of(sealed ? Kind.Group.SEALED : Kind.Group.STORED), random);
  }

  private static Kind weighted(List<Kind> kinds, SplittableRandom random) {
    int left = random.nextInt(kinds.stream().mapToInt(Kind::weight).sum());
    for (var kind : kinds) {
      left -= kind.weight();
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights are positive");
  }

  /** What the corruption itself is drawn from; the same at each call. */
  SplittableRandom random() {
    return random(seed ^ 0x5DEECE66DL, number);
  }

  private static SplittableRandom random(long seed, int number) {
    return new SplittableRandom(
        new SplittableRandom(seed).nextLong() + 0x9E3779B97F4A7C15L * number);
  }

  /** What replays it. */
  String replay() {
    return "--seed %d --case %d --kind %s".formatted(seed, number, kind.label());
  }
}
