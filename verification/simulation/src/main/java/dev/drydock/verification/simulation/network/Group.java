package dev.drydock.verification.simulation.network;

import dev.drydock.contracts.Message;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.kernel.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A consumer group of a topic. What a member polled and has not acknowledged goes to another when
 * it has been silent for the session's timeout; it may have been handled by then.
 */
final class Group {
  private static final Duration SESSION = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 20;
  private static final long LONGEST_PAUSE_MS = 30_000;

  /** What a member holds unacknowledged. */
  private record Held(Process process, int life, List<Message<?>> batch, long sinceNanos) {}

  private final Kernel kernel;
  private final Partitions partitions;
  private final String name;
  private final Deque<Message<?>> waiting = new ArrayDeque<>();
  private final List<Held> held = new ArrayList<>();
  private final Signal arrival;

  Group(Kernel kernel, Partitions partitions, String topic, String group) {
    this.kernel = kernel;
    this.partitions = partitions;
    this.name = group + " reads " + topic;
    this.arrival = kernel.signal();
    kernel.at(SESSION, kernel.world(), "rebalances", this::rebalance);
  }

  void arrived(Message<?> message) {
    waiting.add(message);
    arrival.raise();
  }

  void join(Process process, Consumer<List<Message<?>>> handler) {
    kernel.at(Duration.ZERO, process, name, () -> read(process, handler));
  }

  private void read(Process process, Consumer<List<Message<?>>> handler) {
    while (true) {
      if (waiting.isEmpty() || partitions.cutFromBroker(process)) {
        arrival.await(POLL);
      } else {
        var mine = new Held(process, process.life(), poll(), kernel.nanos());
        held.add(mine);
        handle(mine, handler);
        held.remove(mine);
      }
    }
  }

  private List<Message<?>> poll() {
    var batch = new ArrayList<Message<?>>();
    int most = 1 + (int) (kernel.nanos() % MOST_AT_ONCE);
    while (!waiting.isEmpty() && batch.size() < most) {
      batch.add(waiting.poll());
    }
    return batch;
  }

  private void handle(Held mine, Consumer<List<Message<?>>> handler) {
    long pauseMs = 100;
    while (true) {
      try {
        kernel.point(name);
        handler.accept(mine.batch());
        kernel.point("acknowledges");
        return;
      } catch (RuntimeException e) {
        kernel.history().tell(mine.process().name(), name + " again after " + e);
        kernel.sleep(Duration.ofMillis(pauseMs));
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }

  private void rebalance() {
    while (true) {
      for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
        var one = all.next();
        if (isGone(one)) {
          all.remove();
          one.batch().forEach(waiting::add);
          arrival.raise();
        }
      }
      kernel.sleep(Duration.ofSeconds(5));
    }
  }

  private boolean isGone(Held one) {
    boolean dead = !one.process().isUp() || one.process().life() != one.life();
    boolean silent =
        (one.process().isStalled() || partitions.cutFromBroker(one.process()))
            && kernel.nanos() - one.sinceNanos() > SESSION.toNanos();
    return dead || silent;
  }
}
