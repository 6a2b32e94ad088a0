package dev.drydock.verification.simulation.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What coroutines wait for: an answer, a bell. */
public final class Signal {
  /** One that waits, and at which turn. */
  record Waiting(Coroutine coroutine, int turn) {}

  private final Kernel kernel;
  private final List<Waiting> waiting = new ArrayList<>();

  Signal(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Wakes all that wait now. */
  public void raise() {
    var all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(kernel::wake);
  }

  /**
   * @return whether it was raised in that time
   */
  public boolean await(Duration atMost) {
    return kernel.await(waiting, atMost);
  }
}
