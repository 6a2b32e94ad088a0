package dev.drydock.notifier.domain;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Step;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as one line for people. */
public final class Narration {

  public static String of(Event event) {
    return switch (event) {
      case Event.UpgradeStarted started ->
          "upgrade to %s started by %s: %d tenants in %d waves"
              .formatted(
                  started.release(),
                  started.startedBy(),
                  started.tenants().size(),
                  started.waves().size());
      case Event.WaveStarted(var number, var name, var tenants) ->
          "%s started: %d tenants".formatted(wave(number, name), tenants);
      case Event.WaveFinished wave ->
          "%s finished: %d upgraded, %d restored, %d untouched, %d parked"
              .formatted(
                  wave(wave.wave(), wave.name()),
                  wave.upgraded(),
                  wave.restored(),
                  wave.untouched(),
                  wave.parked());
      case Event.UpgradePaused(var reason, var by) -> "upgrade paused: " + words(reason) + by(by);
      case Event.UpgradeResumed(var by) -> "upgrade resumed" + by(by);
      case Event.UpgradeAborting(var by) -> "upgrade aborting" + by(by);
      case Event.UpgradeEnded ended ->
          "upgrade %s: %d upgraded, %d restored, %d untouched, %d parked"
              .formatted(
                  words(ended.state()),
                  ended.upgraded(),
                  ended.restored(),
                  ended.untouched(),
                  ended.parked());
      case Event.TenantMoved moved -> of(moved);
    };
  }

  /** The new state first; what it took, or why, behind it. */
  private static String of(Event.TenantMoved moved) {
    var cell = Cell.of(moved.to(), moved.step(), moved.attempt());
    return next(cell, moved) + because(moved);
  }

  private static String because(Event.TenantMoved moved) {
    var failure = WayBack.failureOfStep(moved);
    if (failure != null) {
      return ": " + failed(failure, moved.endedStep());
    }
    return moved.endedStep() == null
        ? ""
        : " (%s %s)".formatted(words(moved.endedStep().name()), duration(moved.stepDurationMs()));
  }

  private static String failed(Failure failure, @Nullable Step step) {
    return step == null ? failure.summary() : words(step.name()) + " failed: " + failure.summary();
  }

  private static String next(Cell cell, Event.TenantMoved moved) {
    return switch (cell) {
      case RETRYING ->
          "%s again, attempt %d"
              .formatted(
                  moved.step() == null ? "trying" : words(moved.step().name()), moved.attempt());
      case PARKED -> "parked, waits for you";
      case WORKING -> words(moved.to());
      default -> cell.label();
    };
  }

  /** Whether the fact says that a step failed. */
  public static boolean tellsFailure(Event.TenantMoved moved) {
    return WayBack.failureOfStep(moved) != null;
  }

  /** {@code 240 ms}, {@code 1.9 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String duration(long ms) {
    if (ms < 1_000) {
      return ms + " ms";
    }
    if (ms < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
    }
    long seconds = ms / 1_000;
    return seconds < 3_600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
  }

  private static String wave(int number, String name) {
    return name.isBlank() ? "wave " + number : name;
  }

  private static String by(@Nullable String who) {
    return who == null ? "" : " by " + who;
  }

  private static String words(String upperSnake) {
    return upperSnake.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Narration() {}
}
