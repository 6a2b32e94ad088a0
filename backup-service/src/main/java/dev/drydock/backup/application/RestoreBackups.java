package dev.drydock.backup.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Puts a tenant back. The swap asks the coordinator first, and its receipt makes it safe to repeat
 * under the same token. A lost execution may have swapped: that is answered as unknown, and the
 * coordinator restores again under a new token, which fences the lost one out.
 */
@ApplicationScoped
public class RestoreBackups implements StepExecutor {
  private final FindBackup findBackup;
  private final Archives archives;
  private final Engines engines;
  private final Claims claims;
  private final Clock clock;

  RestoreBackups(
      FindBackup findBackup, Archives archives, Engines engines, Claims claims, Clock clock) {
    this.findBackup = findBackup;
    this.archives = archives;
    this.engines = engines;
    this.claims = claims;
    this.clock = clock;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(Command.RestoreBackup.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.UNKNOWN;
  }

  @Override
  public void execute(List<Work> group) {
    group.forEach(this::restore);
  }

  private void restore(Work work) {
    long from = clock.millis();
    var message = work.message();
    var command = (Command.RestoreBackup) message.data();
    var watch = Watch.of(List.of(work));
    try {
      var manifest = findBackup.of(command.backup());
      requireSamePass(command, message.envelope().token());
      var keptCopy =
          archives.<Kept>read(
              manifest,
              archive ->
                  new Kept(
                      engines
                          .of(command.tenant())
                          .restore(
                              new WatchedStream(archive, watch, "restoring"),
                              command.tenant(),
                              message.envelope().token(),
                              manifest.fingerprint(),
                              () -> beforeTheSwap(message, command, work))));
      work.finish(new Result.BackupRestored(keptCopy.copy(), clock.millis() - from));
    } catch (RuntimeException e) {
      Answers.thrown(Step.RESTORE, List.of(work), e);
    }
  }

  /** Writers that were let in since have written: only a ledger that was set back asks for this. */
  private void requireSamePass(Command.RestoreBackup command, Token token) {
    var tenant = command.tenant();
    if (!engines.of(tenant).journal(tenant, token).isInPassOf(command.backup())) {
      throw new TenantDatabaseFailure.Permanent(TenantDatabaseFailure.ledgerBehind(tenant));
    }
  }

  private record Kept(@org.jspecify.annotations.Nullable String copy) {}

  /** By now nothing older can let the writers in any more; until now it could. */
  private void beforeTheSwap(
      Message<? extends Command> message, Command.RestoreBackup command, Work work) {
    requireSamePass(command, message.envelope().token());
    claim(message, work);
  }

  private void claim(Message<? extends Command> message, Work work) {
    if (work.cancelled()) {
      throw new Watch.Cancelled();
    }
    switch (claims.claim(message, work.executionId())) {
      case GRANTED -> {}
      case REFUSED -> throw new TenantDatabaseFailure.ClaimRefused();
      case UNANSWERED -> throw new TenantDatabaseFailure.ClaimUnanswered();
    }
  }
}
