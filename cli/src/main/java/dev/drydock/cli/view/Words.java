package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Sizes, durations and states as people read them. */
public final class Words {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Words() {}

  public static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  public static String duration(Duration duration) {
    long ms = duration.toMillis();
    if (ms < 60_000) {
      return String.format(Locale.ROOT, "%.1fs", ms / 1000.0);
    }
    long seconds = ms / 1000;
    return seconds < 3600
        ? "%dm %02ds".formatted(seconds / 60, seconds % 60)
        : "%dh %02dm".formatted(seconds / 3600, seconds / 60 % 60);
  }

  /** From one field to another; empty while one of them is missing. */
  static String between(JsonNode item, String from, String to) {
    try {
      var start = Instant.parse(item.path(from).asText(""));
      var end = Instant.parse(item.path(to).asText(""));
      return duration(Duration.between(start, end));
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** {@code BACKING_UP} as {@code backing up}. */
  public static String state(String upperSnake) {
    return upperSnake.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
