package dev.drydock.coordinator.application;

import dev.drydock.contracts.Result;
import dev.drydock.coordinator.domain.saga.Fact;
import org.jspecify.annotations.NullMarked;

/** The coordinator's own reading of a worker's answer; in its package, which shows it to none. */
@NullMarked
public final class AnswersAsFacts {
  public static Fact of(Result result) {
    return Facts.of(result);
  }

  private AnswersAsFacts() {}
}
