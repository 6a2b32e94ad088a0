package dev.drydock.notifier.domain;

import dev.drydock.contracts.Event.TenantMoved;
import dev.drydock.contracts.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On the way back to the old release every move carries the failure that began it; the step that
 * such a move ends went well.
 */
final class WayBack {
  private static final Map<String, String> MOVES =
      Map.of(
          "RELEASING_UNTOUCHED", "UNTOUCHED",
          "RESTORING", "PROVING_RESTORE",
          "PROVING_RESTORE", "RELEASING_RESTORED",
          "RELEASING_RESTORED", "RESTORED");

  private WayBack() {}

  /** The failure of the step that ended; {@code null} when it went well. */
  static @Nullable Failure failureOfStep(TenantMoved moved) {
    return moved.to().equals(MOVES.get(moved.from())) ? null : moved.failure();
  }
}
