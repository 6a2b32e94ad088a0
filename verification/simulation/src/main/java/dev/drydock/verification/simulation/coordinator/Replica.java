package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Topics;
import dev.drydock.coordinator.application.AdvanceAndAdmit;
import dev.drydock.coordinator.application.Digests;
import dev.drydock.coordinator.application.SignDigests;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.network.Broker;
import dev.drydock.verification.simulation.network.ClaimRequests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One coordinator: what its consumers, its ticks and its relay do, in each of its lives. */
final class Replica {
  private static final String GROUP = "coordinator";
  private final Kernel kernel;
  private final Process process;
  private final Tables tables;
  private final Broker broker;
  private final ClaimRequests claims;
  private final Consumer<List<Move>> committed;
  private final Digests digests;
  private final Decorations decorations;
  private final SplittableRandom random;

  Replica(
      Kernel kernel,
      Process process,
      Tables tables,
      Broker broker,
      ClaimRequests claims,
      Consumer<List<Move>> committed,
      Digests digests,
      Decorations decorations) {
    this.kernel = kernel;
    this.process = process;
    this.tables = tables;
    this.broker = broker;
    this.claims = claims;
    this.committed = committed;
    this.digests = digests;
    this.decorations = decorations;
    this.random = kernel.random(process.name());
    process.whenStarted(this::boot);
  }

  Process process() {
    return process;
  }

  /** The use cases of the life that this process is in. */
  Parts parts() {
    return Parts.on(
        tables,
        decorations,
        new LedgerMessages(tables, kernel),
        committed,
        java.time.Clock.tick(process.clock(), Duration.ofMillis(1)),
        random);
  }

  private void boot() {
    var parts = parts();
    var admit = UseCases.admit(parts);
    var advance = UseCases.advance(parts, decorations, new SimpleMeterRegistry());
    var results = new AdvanceAndAdmit(advance, admit, NoPlans.checks(parts));
    var progress = UseCases.progress(parts);
    broker.subscribe(
        Topics.RESULTS, GROUP, process, batch -> results.with(of(Result.class, batch)));
    broker.subscribe(
        Topics.PROGRESS, GROUP, process, batch -> progress.of(only(Progress.class, batch)));
    var claimStep = UseCases.claims(parts);
    claims.serve(
        process,
        (command, execution) ->
            claimStep.claim(key(command), command.envelope().token(), step(command), execution));
    ticks(parts, () -> admit.active().forEach(admit::in));
    relay();
  }

  private static List<Message<? extends Result>> of(Class<Result> type, List<Message<?>> batch) {
    var found = new ArrayList<Message<? extends Result>>();
    for (var message : batch) {
      if (type.isInstance(message.data())) {
        found.add(new Message<>(message.envelope(), type.cast(message.data())));
      }
    }
    return found;
  }

  private static List<Message<Progress>> only(Class<Progress> type, List<Message<?>> batch) {
    var found = new ArrayList<Message<Progress>>();
    for (var message : batch) {
      if (type.isInstance(message.data())) {
        found.add(new Message<>(message.envelope(), type.cast(message.data())));
      }
    }
    return found;
  }

  private static TenantUpgrade.Key key(Message<? extends Command> command) {
    return new TenantUpgrade.Key(command.envelope().upgradeId(), command.envelope().tenantId());
  }

  private static Step step(Message<? extends Command> command) {
    return Step.of(command.data());
  }

  private void ticks(Parts parts, Runnable admit) {
    var settings = parts.settings();
    var sendAgain = UseCases.sendAgain(parts);
    var place = UseCases.place(parts);
    var sign = new SignDigests(UseCases.dueDigests(parts), digests);
    every("admit", settings.admitEvery(), admit);
    every("wake", settings.wakeEvery(), sendAgain::due);
    every("place", settings.placeEvery(), place::now);
    every("sign", settings.signEvery(), sign::due);
  }

  private void every(String tick, Duration period, Runnable work) {
    kernel.at(
        period,
        process,
        tick,
        () -> {
          while (true) {
            try {
              work.run();
            } catch (Ledger.Unavailable | Broker.Unavailable e) {
              kernel.history().tell(process.name(), tick + " again later: " + e.getMessage());
            }
            kernel.sleep(period);
          }
        });
  }

  private void relay() {
    var relay = new Relay(kernel, process, tables, broker, decorations);
    kernel.at(Duration.ZERO, process, "relay", relay::run);
  }

  /** Digests that are only remembered. */
  static Digests remembering(Map<String, Map<TenantId, String>> written, Kernel kernel) {
    return (Upgrade upgrade, Map<TenantId, String> heads) -> {
      kernel.point("writes a digest");
      written.put(upgrade.id() + " " + upgrade.endedAt(), Map.copyOf(heads));
    };
  }
}
