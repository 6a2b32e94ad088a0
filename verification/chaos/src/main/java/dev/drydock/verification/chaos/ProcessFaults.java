package dev.drydock.verification.chaos;

import dev.drydock.local.LocalServerFailure;
import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Faults of whole processes. */
final class ProcessFaults {
  private static final int TRIES = 3;

  private ProcessFaults() {}

  /** Something is done to one process. */
  interface OfPart extends Fault {
    Part part();

    @Override
    default String target() {
      return part().label();
    }
  }

  /** It is ended, and started again afterwards. */
  interface Ended extends OfPart {
    void end(Stack stack);

    String seen();

    @Override
    default String inject(Bench bench) {
      long pid = bench.stack().pid(part());
      end(bench.stack());
      if (bench.stack().isRunning(part())) {
        throw new NotInjected(this, "process " + pid + " still runs");
      }
      return "process %d %s".formatted(pid, seen());
    }

    @Override
    default void heal(Bench bench) {
      startAgain(bench.stack(), part());
    }
  }

  /** {@code kill -9}. */
  record Kill(Part part) implements Ended {
    @Override
    public String kind() {
      return "kill";
    }

    @Override
    public void end(Stack stack) {
      stack.kill(part);
    }

    @Override
    public String seen() {
      return "is gone";
    }
  }

  /** SIGTERM as a service manager sends it. */
  record Restart(Part part) implements Ended {
    @Override
    public String kind() {
      return "restart";
    }

    @Override
    public void end(Stack stack) {
      stack.stop(part);
    }

    @Override
    public String seen() {
      return "has ended";
    }
  }

  /** SIGSTOP, SIGCONT afterwards. */
  record Freeze(Part part) implements OfPart {
    @Override
    public String kind() {
      return "stop";
    }

    @Override
    public String inject(Bench bench) {
      bench.stack().pause(part);
      // A thread in the kernel stops when it comes out of there.
      if (!Pause.until(Duration.ofSeconds(5), () -> bench.stack().isPaused(part))) {
        throw new NotInjected(this, "the kernel does not say that it is stopped");
      }
      return "process %d is in state T".formatted(bench.stack().pid(part));
    }

    @Override
    public void heal(Bench bench) {
      bench.stack().resume(part);
    }
  }

  /**
   * {@code kill -9} of all four services at once, started again at once in some order.
   *
   * @param order chooses the order
   */
  record KillServices(long order) implements Fault {
    @Override
    public String kind() {
      return "kill-all";
    }

    @Override
    public String target() {
      return "services";
    }

    @Override
    public String inject(Bench bench) {
      Part.SERVICES.parallelStream().forEach(bench.stack()::kill);
      for (var part : Part.SERVICES) {
        if (bench.stack().isRunning(part)) {
          throw new NotInjected(this, part.label() + " still runs");
        }
      }
      return "all four are gone";
    }

    @Override
    public void heal(Bench bench) {
      List<Part> parts = new ArrayList<>(Part.SERVICES);
      Collections.shuffle(parts, new Random(order));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        parts.stream()
            .map(part -> CompletableFuture.runAsync(() -> startAgain(bench.stack(), part), threads))
            .toList()
            .forEach(CompletableFuture::join);
      }
    }
  }

  private static void startAgain(Stack stack, Part part) {
    for (int attempt = 1; ; attempt++) {
      try {
        stack.start(part);
        return;
      } catch (LocalServerFailure e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }
}
