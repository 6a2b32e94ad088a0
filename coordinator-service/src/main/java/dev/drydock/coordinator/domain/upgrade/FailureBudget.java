package dev.drydock.coordinator.domain.upgrade;

/**
 * How many tenants may fail before the upgrade pauses by itself. Counted against the whole target
 * list, not the wave; refusals in preflight and aborted tenants do not spend it.
 */
public sealed interface FailureBudget {
  /** At most so many failures. */
  record Count(int failures) implements FailureBudget {}

  /** At most this share of all targets, rounded down. */
  record Percent(int percent) implements FailureBudget {}

  /** How many failures are allowed among so many targets. */
  default int of(int targets) {
    return switch (this) {
      case Count(var failures) -> failures;
      case Percent(var percent) -> targets * percent / 100;
    };
  }

  /** Whether so many failures are too many: a budget of 0 pauses at the first one. */
  default boolean spentBy(int failures, int targets) {
    return failures > of(targets);
  }

  /** As people type it. */
  default String text() {
    return switch (this) {
      case Count(var failures) -> Integer.toString(failures);
      case Percent(var percent) -> percent + "%";
    };
  }

  /** Reads {@code 10%} or {@code 5}. */
  static FailureBudget parse(String text) {
    var word = text.strip();
    boolean percent = word.endsWith("%");
    int number =
        WaveSize.number("failureBudget", percent ? word.substring(0, word.length() - 1) : word);
    if (percent && number > 100) {
      throw new StrategySyntaxException("failureBudget", "a percentage is at most 100%");
    }
    return percent ? new Percent(number) : new Count(number);
  }
}
