package dev.drydock.coordinator.domain.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan knows of one tenant. */
public sealed interface Finding {

  /** Asked, and not answered yet. */
  record Waiting() implements Finding {}

  /**
   * @param pending names of the scripts to apply, in order
   * @param nonTransactional those of them that are not rolled back when they fail
   * @param sizeBytes of its data, as its server estimates it
   * @param notes what is worth saying and does not refuse
   */
  record ToUpgrade(
      List<String> pending, List<String> nonTransactional, long sizeBytes, List<String> notes)
      implements Finding {
    public ToUpgrade {
      pending = List.copyOf(pending);
      nonTransactional = List.copyOf(nonTransactional);
      notes = List.copyOf(notes);
    }
  }

  record AlreadyThere() implements Finding {}

  /**
   * It would stay untouched.
   *
   * @param advice what the operator does next, {@code null} when the reason says it
   */
  record Refused(String reason, @Nullable String advice) implements Finding {}
}
