package dev.drydock.verification.fuzz;

/** How long one target is fuzzed. */
sealed interface Bound {
  record Seconds(int seconds) implements Bound {}

  record Runs(long runs) implements Bound {}

  static Bound seconds(int seconds) {
    return new Seconds(seconds);
  }

  static Bound runs(long runs) {
    return new Runs(runs);
  }

  /** As libFuzzer takes it. */
  default String argument() {
    return switch (this) {
      case Seconds(var seconds) -> "-max_total_time=" + seconds;
      case Runs(var runs) -> "-runs=" + runs;
    };
  }

  /** Too short for the thorough compiler to pay. */
  default boolean brief() {
    return switch (this) {
      case Seconds(var seconds) -> seconds <= 60;
      case Runs(var runs) -> runs <= 200_000;
    };
  }

  /** After which the process is ended from outside. */
  default long mostSeconds() {
    return switch (this) {
      case Seconds(var seconds) -> seconds + 240L;
      case Runs(var runs) -> 240 + runs / 50;
    };
  }
}
