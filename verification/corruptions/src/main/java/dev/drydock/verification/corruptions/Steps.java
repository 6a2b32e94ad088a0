package dev.drydock.verification.corruptions;

import dev.drydock.backup.application.BackupSteps;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The backup service's own steps, fed with commands as the coordinator would send them. */
final class Steps {
  private static final UpgradeId UPGRADE = new UpgradeId("up-0000000001");

  private final Map<Class<? extends Command>, StepExecutor> executors;
  private final AtomicLong tokens = new AtomicLong();

  Steps(Servers servers, Snapshots snapshots, MemoryCatalogue catalogue, Clock clock) {
    var ports =
        new BackupSteps.Ports(
            List.of(snapshots.engine()),
            servers.storage.archives(),
            servers.storage.manifests(),
            catalogue,
            (_, _) -> Claims.Answer.REFUSED);
    executors = StepExecutor.byType(BackupSteps.of(ports, servers.configuration, clock));
  }

  /** Backs them up together. */
  List<Result> take(List<TenantTarget> tenants) {
    var token = new Token(tokens.incrementAndGet());
    return run(
        tenants.stream()
            .<Command>map(t -> new Command.TakeBackup(t, BackupId.of(t.id(), token)))
            .toList(),
        token);
  }

  /** Proves them together. */
  List<Result> prove(List<TenantTarget> tenants, List<BackupReference> backups) {
    var token = new Token(tokens.incrementAndGet());
    var commands = new ArrayList<Command>();
    for (int i = 0; i < tenants.size(); i++) {
      commands.add(new Command.ProveBackup(tenants.get(i), backups.get(i)));
    }
    return run(commands, token);
  }

  private List<Result> run(List<Command> commands, Token token) {
    var works = commands.stream().map(command -> new Leased(command, token)).toList();
    var executor = Objects.requireNonNull(executors.get(commands.getFirst().getClass()));
    try {
      executor.execute(List.copyOf(works));
    } catch (Exception e) {
      throw new IllegalStateException("a step threw", e);
    }
    return works.stream().map(work -> Objects.requireNonNull(work.result, "no answer")).toList();
  }

  private static final class Leased implements StepExecutor.Work {
    private final Message<Command> message;
    private final String executionId;
    private @Nullable Result result;

    Leased(Command command, Token token) {
      executionId = command.tenant().id() + "-" + token;
      message =
          new Message<>(
              new Envelope(
                  executionId,
                  "command",
                  "/drydock/coordinator",
                  Instant.EPOCH,
                  UPGRADE,
                  command.tenant().id(),
                  token,
                  0,
                  null,
                  null,
                  null),
              command);
    }

    @Override
    public Message<? extends Command> message() {
      return message;
    }

    @Override
    public String executionId() {
      return executionId;
    }

    @Override
    public void progress(String phase, long doneBytes, long totalBytes) {}

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void finish(Result outcome) {
      result = outcome;
    }

    @Override
    public void putBack() {
      throw new IllegalStateException("neither step claims anything");
    }
  }
}
