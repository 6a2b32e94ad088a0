package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.Service;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.messaging.WorkConfig;
import dev.drydock.messaging.WorkSignals;
import dev.drydock.messaging.WorkStore;
import dev.drydock.messaging.Worker;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.kernel.Signal;
import dev.drydock.verification.simulation.network.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One replica of a worker service: the real queue and the real steps, started after each crash. */
public final class WorkerProcess {
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final WorkConfig LIMITS = WorkLimits.WORK;

  private final Kernel kernel;
  private final Process process;
  private final String service;
  private final WorkRows rows;
  private final Broker broker;
  private final Alterations alterations;
  private final Function<Life, List<StepExecutor>> steps;

  WorkerProcess(
      Kernel kernel,
      String service,
      int replica,
      WorkRows rows,
      Broker broker,
      Alterations alterations,
      Function<Life, List<StepExecutor>> steps) {
    this.kernel = kernel;
    this.process = kernel.process(service + "-" + replica);
    this.service = service;
    this.rows = rows;
    this.broker = broker;
    this.alterations = alterations;
    this.steps = steps;
  }

  public Process process() {
    return process;
  }

  void start() {
    process.whenStarted(this::boot);
  }

  private void boot() {
    var life = new Life(kernel, process);
    var bells = new Bells(life);
    var booted =
        new Worker(
            steps.apply(life).stream().map(alterations::step).toList(),
            alterations.store(new MemoryWorkStore(rows, life, alterations)),
            new VirtualWorkPace(life),
            bells,
            LIMITS,
            new Service(service, process.name()));
    broker.subscribe(topic(), service, process, batch -> booted.accept(commandsIn(batch)));
    again(life, LIMITS.renew().dividedBy(5), "renew", booted::renewTurn);
    again(life, TURN, "look at executions", booted::endUnrenewedTurn);
    again(life, TURN, "tell progress", booted::tellProgressTurn);
    life.beside(
        Duration.ZERO,
        "relay",
        () -> new OutboxRelay(rows, broker, life, alterations).run(bells.outbox));
    claims(life, booted, bells.work);
  }

  private String topic() {
    return service.equals("backup") ? Topics.BACKUP_COMMANDS : Topics.MIGRATION_COMMANDS;
  }

  private static List<Message<? extends Command>> commandsIn(List<Message<?>> batch) {
    var commands = new ArrayList<Message<? extends Command>>();
    for (var message : batch) {
      if (message.data() instanceof Command command) {
        commands.add(new Message<>(message.envelope(), command));
      }
    }
    return commands;
  }

  private static void again(Life life, Duration every, String what, Runnable turn) {
    life.beside(
        every,
        what,
        () -> {
          while (true) {
            try {
              turn.run();
            } catch (WorkStore.Unavailable e) {
              // The next turn comes.
            }
            life.sleep(every);
          }
        });
  }

  private static void claims(Life life, Worker worker, Signal work) {
    boolean fresh = true;
    var tookOver = Duration.ZERO;
    while (true) {
      boolean more = false;
      try {
        if (fresh) {
          worker.endFormerLeases();
          fresh = false;
        }
        var now = Duration.ofNanos(life.nanos());
        if (now.minus(tookOver).compareTo(LIMITS.renew().dividedBy(2)) > 0) {
          tookOver = now;
          worker.takeOverTurn();
        }
        more = worker.claimTurn();
      } catch (WorkStore.Unavailable e) {
        life.sleep(TURN);
      }
      if (!more) {
        work.await(LIMITS.poll());
      }
    }
  }

  /** What the worker tells its service. */
  private final class Bells implements WorkSignals {
    private final Signal outbox;
    private final Signal work;

    Bells(Life life) {
      this.outbox = life.signal();
      this.work = life.signal();
    }

    @Override
    public void outboxFilled() {
      outbox.raise();
    }

    @Override
    public void workWaits() {
      work.raise();
    }

    @Override
    public void tell(Message<Progress> progress) {
      try {
        broker.send(Topics.PROGRESS, progress);
      } catch (Broker.Unavailable e) {
        // What cannot be told is forgotten.
      }
    }

    @Override
    public boolean turnedAwayTooOften(String messageId) {
      return false;
    }
  }
}
