package dev.drydock.verification.simulation.network;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.Claims;
import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.kernel.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Workers ask whichever coordinator answers; requests and answers get lost. */
public final class ClaimRequests {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** What a coordinator does with a request. */
  public interface Desk {
    /**
     * @throws RuntimeException when it cannot say: then no answer goes out
     */
    boolean grants(Message<? extends Command> command, String executionId);
  }

  private record Open(Process process, int life, Desk desk) {}

  /** What comes back. */
  private static final class Reply {
    private @Nullable Boolean granted;
    private final Signal signal;

    Reply(Signal signal) {
      this.signal = signal;
    }
  }

  private final Kernel kernel;
  private final Partitions partitions;
  private final SplittableRandom random;
  private final List<Open> desks = new ArrayList<>();

  public ClaimRequests(Kernel kernel, Partitions partitions) {
    this.kernel = kernel;
    this.partitions = partitions;
    this.random = kernel.random("claims");
  }

  /** From a coordinator's boot code. */
  public void serve(Process coordinator, Desk desk) {
    desks.removeIf(open -> open.process() == coordinator);
    desks.add(new Open(coordinator, coordinator.life(), desk));
  }

  /** One question, in the name of the worker's process; it waits for some seconds. */
  public Claims.Answer ask(Process worker, Message<? extends Command> command, String execution) {
    kernel.point("claims " + Words.of(command));
    var granted = once(worker, command, execution);
    if (granted == null) {
      return Claims.Answer.UNANSWERED;
    }
    return granted ? Claims.Answer.GRANTED : Claims.Answer.REFUSED;
  }

  private @Nullable Boolean once(
      Process worker, Message<? extends Command> command, String execution) {
    var reply = new Reply(kernel.signal());
    if (!partitions.cutFromClaims(worker) && !kernel.faults().happens(Fault.LOSS)) {
      send(worker, command, execution, reply);
      if (kernel.faults().happens(Fault.DUPLICATE)) {
        send(worker, command, execution, new Reply(kernel.signal()));
      }
    }
    reply.signal.await(TIMEOUT);
    return reply.granted;
  }

  private void send(
      Process worker, Message<? extends Command> command, String execution, Reply reply) {
    var open =
        desks.stream()
            .filter(desk -> desk.process().isUp() && desk.process().life() == desk.life())
            .toList();
    if (open.isEmpty()) {
      return;
    }
    var desk = open.get(random.nextInt(open.size()));
    if (partitions.cutFromClaims(desk.process())) {
      return;
    }
    kernel.at(
        latency(),
        desk.process(),
        "answers a claim",
        () -> answer(worker, desk, command, execution, reply));
  }

  private void answer(
      Process worker,
      Open desk,
      Message<? extends Command> command,
      String execution,
      Reply reply) {
    boolean granted;
    try {
      granted = desk.desk().grants(command, execution);
    } catch (RuntimeException e) {
      kernel.history().tell(desk.process().name(), "cannot answer a claim: " + e);
      return;
    }
    if (partitions.cutFromClaims(worker)
        || partitions.cutFromClaims(desk.process())
        || kernel.faults().happens(Fault.EXECUTED_BUT_TIMED_OUT)) {
      return;
    }
    kernel.at(
        latency(),
        kernel.world(),
        "claim's answer",
        () -> {
          reply.granted = granted;
          reply.signal.raise();
        });
  }

  private Duration latency() {
    return Duration.ofMillis(
        kernel.faults().happens(Fault.DELAY) ? random.nextLong(30_000) : 1 + random.nextLong(10));
  }
}
