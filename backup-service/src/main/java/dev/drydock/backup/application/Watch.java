package dev.drydock.backup.application;

import dev.drydock.messaging.StepExecutor.Work;
import java.util.List;

/** Told by a running step how far it is; tells it when to end. */
@FunctionalInterface
interface Watch {
  /**
   * @throws Cancelled when nobody waits for the step any more
   */
  void moved(String phase, long doneBytes);

  /** For what a person asked for: nothing is told. */
  Watch NONE = (phase, doneBytes) -> {};

  /** The lease is lost or the service stops; whoever holds the command next does it. */
  final class Cancelled extends RuntimeException {
    Cancelled() {
      super("the lease is lost or the service stops");
    }
  }

  static Watch of(List<Work> group) {
    return (phase, doneBytes) -> {
      if (group.stream().allMatch(Work::cancelled)) {
        throw new Cancelled();
      }
      group.forEach(work -> work.progress(phase, doneBytes, 0));
    };
  }
}
