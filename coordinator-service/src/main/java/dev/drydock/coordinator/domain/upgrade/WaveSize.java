package dev.drydock.coordinator.domain.upgrade;

import java.util.ArrayList;
import java.util.List;

/** How many tenants a wave takes, of those that earlier waves have left. */
public sealed interface WaveSize {
  /** A number of tenants. */
  record Count(int tenants) implements WaveSize {}

  /** A share of all targets, rounded up. */
  record Percent(int percent) implements WaveSize {}

  /** Everyone left. */
  record Rest() implements WaveSize {}

  /** Of {@code total} targets, {@code left} of which are in no wave yet. */
  default int of(int total, int left) {
    return Math.min(
        left,
        switch (this) {
          case Count(var tenants) -> tenants;
          case Percent(var percent) -> Math.ceilDiv(total * percent, 100);
          case Rest() -> left;
        });
  }

  /** As people type it. */
  default String text() {
    return switch (this) {
      case Count(var tenants) -> Integer.toString(tenants);
      case Percent(var percent) -> percent + "%";
      case Rest() -> "rest";
    };
  }

  /** Reads {@code 2,20%,rest}; what no wave takes goes into a last one. */
  static List<WaveSize> parse(String text) {
    var sizes = new ArrayList<WaveSize>();
    for (var word : text.split(",", -1)) {
      if (!sizes.isEmpty() && sizes.getLast() instanceof Rest) {
        throw new StrategySyntaxException("waves", "nothing can follow \"rest\"");
      }
      sizes.add(one(word.strip()));
    }
    if (!(sizes.getLast() instanceof Rest)) {
      sizes.add(new Rest());
    }
    return List.copyOf(sizes);
  }

  private static WaveSize one(String word) {
    if (word.equals("rest")) {
      return new Rest();
    }
    boolean percent = word.endsWith("%");
    int number = number("waves", percent ? word.substring(0, word.length() - 1) : word);
    if (number < 1 || (percent && number > 100)) {
      throw new StrategySyntaxException(
          "waves", "each wave is a count from 1, a percentage from 1% to 100%, or \"rest\"");
    }
    return percent ? new Percent(number) : new Count(number);
  }

  /** A whole number, or a refusal that names the field. */
  static int number(String field, String word) {
    if (!word.matches("[0-9]{1,7}")) {
      throw new StrategySyntaxException(
          field, "expected a whole number, a percentage or a word like in \"2,20%,rest\"");
    }
    return Integer.parseInt(word);
  }
}
