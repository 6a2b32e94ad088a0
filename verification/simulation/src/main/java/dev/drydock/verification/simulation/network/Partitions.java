package dev.drydock.verification.simulation.network;

import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Which process does not reach what, at present. */
public final class Partitions {
  private static final Duration EVERY = Duration.ofSeconds(60);
  private final Kernel kernel;
  private final SplittableRandom random;
  private final Map<Process, Long> fromBroker = new HashMap<>();
  private final Map<Process, Long> fromClaims = new HashMap<>();

  public Partitions(Kernel kernel) {
    this.kernel = kernel;
    this.random = kernel.random("partitions");
  }

  /** Cuts these off, now and then, for up to some minutes. */
  public void among(Iterable<Process> processes) {
    kernel.at(EVERY, kernel.world(), "partitions", () -> cut(processes));
  }

  private void cut(Iterable<Process> processes) {
    while (true) {
      for (var process : processes) {
        if (kernel.faults().happens(Fault.PARTITION)) {
          long seconds = 5 + random.nextLong(random.nextBoolean() ? 60 : 600);
          boolean broker = random.nextBoolean();
          kernel
              .history()
              .tell(
                  process.name(),
                  "is CUT from the "
                      + (broker ? "broker" : "coordinator")
                      + " for "
                      + seconds
                      + " s");
          (broker ? fromBroker : fromClaims)
              .put(process, kernel.nanos() + seconds * 1_000_000_000L);
        }
      }
      kernel.sleep(EVERY);
    }
  }

  /** From now on everybody reaches everything. */
  public void heal() {
    fromBroker.clear();
    fromClaims.clear();
  }

  boolean cutFromBroker(Process process) {
    return fromBroker.getOrDefault(process, 0L) > kernel.nanos();
  }

  boolean cutFromClaims(Process process) {
    return fromClaims.getOrDefault(process, 0L) > kernel.nanos();
  }
}
