package dev.drydock.verification.simulation.workers;

import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.kernel.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** One life of a simulated process, from a start to its end. */
public final class Life {
  private final Kernel kernel;
  private final Process process;
  private final SplittableRandom random;
  private final int number;

  public Life(Kernel kernel, Process process) {
    this.kernel = kernel;
    this.process = process;
    this.number = process.life();
    this.random = kernel.random(process.name() + "/" + number);
  }

  String name() {
    return process.name();
  }

  public Process process() {
    return process;
  }

  boolean isOver() {
    return !process.isUp() || process.life() != number;
  }

  /** The true time. */
  Instant now() {
    return kernel.now();
  }

  /** As this process sees the time. */
  Clock clock() {
    return process.clock();
  }

  long nanos() {
    return kernel.nanos();
  }

  /** Others may run before this returns; the process may end here, or be held up. */
  void point(String what) {
    kernel.point(what);
  }

  void sleep(Duration duration) {
    kernel.sleep(duration);
  }

  Signal signal() {
    return kernel.signal();
  }

  /** Goes on beside the caller, as long as this life. */
  void beside(Duration delay, String what, Runnable body) {
    kernel.at(delay, process, what, body);
  }

  /** At least 0, less than the bound. */
  long drawn(long bound) {
    return random.nextLong(bound);
  }

  /** Whether nothing goes wrong any more. */
  boolean isCalm() {
    return kernel.faults().areOff();
  }

  boolean happens(Mishap mishap) {
    boolean happens = kernel.faults().happens(mishap.fault, mishap.weight);
    if (happens) {
      tell(mishap.name());
    }
    return happens;
  }

  boolean ledgerWasSetBack() {
    return kernel.faults().happened().containsKey(Fault.LEDGER_ROLLED_BACK);
  }

  void tell(String what) {
    kernel.history().tell(process.name(), what);
  }
}
