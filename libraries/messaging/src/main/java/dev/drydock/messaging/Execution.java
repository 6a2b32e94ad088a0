package dev.drydock.messaging;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of an executor: its works, the places it takes, its thread. */
final class Execution {
  private final List<LeasedWork> works;
  private final StepExecutor executor;
  private final String server;
  private final int weight;
  private volatile WorkPace.@Nullable Step step;

  Execution(List<LeasedWork> works, StepExecutor executor, String server, int weight) {
    this.works = List.copyOf(works);
    this.executor = executor;
    this.server = server;
    this.weight = weight;
  }

  List<LeasedWork> works() {
    return works;
  }

  StepExecutor executor() {
    return executor;
  }

  String server() {
    return server;
  }

  /** Members that left free their places. */
  int weight() {
    return Math.min(weight, (int) works.stream().filter(work -> !work.isAnswered()).count());
  }

  /** How long none of its works has moved: while one does, the others wait their turn. */
  boolean silentFor(Duration time, long now) {
    return works.stream().allMatch(work -> now - work.movedNanos() > time.toNanos());
  }

  void begunAs(WorkPace.Step begun) {
    step = begun;
  }

  void interrupt() {
    var running = step;
    if (running != null) {
      running.interrupt();
    }
  }

  void interruptWhenAllEnd() {
    if (works.stream().allMatch(work -> work.cancelled() || work.isAnswered())) {
      interrupt();
    }
  }
}
