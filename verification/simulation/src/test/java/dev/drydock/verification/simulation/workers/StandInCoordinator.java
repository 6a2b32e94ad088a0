package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.Topics;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.network.Broker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads each tenant along the shortest way, for tests of the workers alone. */
final class StandInCoordinator {
  private static final Duration AGAIN = Duration.ofSeconds(20);
  private final Kernel kernel;
  private final Broker broker;
  private final ReleaseReference release;
  private final Map<String, Way> ways = new LinkedHashMap<>();

  /** One tenant's way. */
  private static final class Way {
    private final TenantTarget tenant;
    private long token;
    private @Nullable BackupReference backup;
    private @Nullable Command waitsFor;
    private @Nullable Ending ending;
    private final Map<Long, String> claims = new HashMap<>();

    Way(TenantTarget tenant) {
      this.tenant = tenant;
    }
  }

  StandInCoordinator(Kernel kernel, Broker broker, WorkersWorld world) {
    this.kernel = kernel;
    this.broker = broker;
    this.release = world.release(0);
    for (var tenant : world.tenants()) {
      ways.put(tenant.id().value(), new Way(tenant));
    }
  }

  void start() {
    var process = kernel.process("stand-in");
    broker.subscribe(Topics.RESULTS, "stand-in", process, this::heard);
    kernel.at(Duration.ZERO, process, "leads", this::lead);
  }

  boolean grants(Message<? extends Command> command, String execution) {
    var envelope = command.envelope();
    var way = way(envelope);
    return envelope.token().value() == way.token
        && way.claims.computeIfAbsent(way.token, _ -> execution).equals(execution);
  }

  private Way way(Envelope envelope) {
    return java.util.Objects.requireNonNull(ways.get(envelope.tenantId().value()));
  }

  private void lead() {
    ways.values().forEach(way -> ask(way, new Command.CheckTenant(way.tenant, release)));
    while (true) {
      kernel.sleep(AGAIN);
      ways.values().forEach(this::send);
    }
  }

  private void ask(Way way, Command command) {
    way.token++;
    way.waitsFor = command;
    send(way);
  }

  private void send(Way way) {
    var command = way.waitsFor;
    if (command == null) {
      return;
    }
    var topic =
        command instanceof Command.ForBackup ? Topics.BACKUP_COMMANDS : Topics.MIGRATION_COMMANDS;
    try {
      broker.send(topic, new Message<>(envelope(way, command), command));
    } catch (Broker.Unavailable e) {
      // Sent again soon.
    }
  }

  private Envelope envelope(Way way, Command command) {
    var tenant = way.tenant.id();
    return new Envelope(
        tenant + "/" + way.token,
        MessageTypes.of(command.getClass()),
        "/drydock/stand-in",
        kernel.now(),
        new UpgradeId("up-0000000001"),
        tenant,
        new Token(way.token),
        0,
        null,
        null,
        null);
  }

  private void heard(List<Message<?>> results) {
    for (var message : results) {
      var way = way(message.envelope());
      if (message.envelope().token().value() == way.token && way.ending == null) {
        next(way, (Result) message.data());
      }
    }
  }

  private void next(Way way, Result result) {
    var tenant = way.tenant;
    switch (result) {
      case Result.PreflightPassed _ -> ask(way, new Command.QuiesceTenant(tenant));
      case Result.TenantQuiesced _ ->
          ask(
              way,
              new Command.TakeBackup(tenant, BackupId.of(tenant.id(), new Token(way.token + 1))));
      case Result.BackupTaken(var backup, _) -> {
        way.backup = backup;
        ask(way, new Command.ProveBackup(tenant, backup));
      }
      case Result.BackupProven _ ->
          ask(way, new Command.MigrateTenant(tenant, release, backup(way)));
      case Result.TenantMigrated _ -> ask(way, new Command.VerifyTenant(tenant, release));
      case Result.TenantVerified _ -> ask(way, new Command.ReleaseTenant(tenant));
      case Result.MigrationFailed _, Result.VerificationFailed _, Result.StepUnknown _ ->
          ask(way, new Command.RestoreBackup(tenant, backup(way)));
      case Result.BackupRestored _ -> ask(way, new Command.ProveRestore(tenant, backup(way)));
      case Result.RestoreProven _ -> {
        way.backup = null;
        ask(way, new Command.ReleaseTenant(tenant));
      }
      case Result.TenantReleased _ -> {
        way.waitsFor = null;
        way.ending = way.backup == null ? Ending.AS_BEFORE : Ending.UPGRADED;
      }
      default -> throw new IllegalStateException("not on the shortest way: " + result);
    }
  }

  private static BackupReference backup(Way way) {
    return java.util.Objects.requireNonNull(way.backup);
  }

  boolean isOver() {
    return ways.values().stream().allMatch(way -> way.ending != null);
  }

  Map<String, Ending> endings() {
    var endings = new LinkedHashMap<String, Ending>();
    ways.forEach((id, way) -> endings.put(id, java.util.Objects.requireNonNull(way.ending)));
    return endings;
  }
}
