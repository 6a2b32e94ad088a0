package dev.drydock.migration.application;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.messaging.StepExecutor.Work;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One command in the hands of an executor. */
public final class FakeWork implements Work {
  public static final TenantTarget TENANT =
      new TenantTarget(
          new TenantId("shop-1"),
          Engine.POSTGRESQL,
          "localhost",
          5432,
          "shop_1",
          null,
          "env:X",
          List.of());
  public static final ReleaseReference RELEASE =
      new ReleaseReference("app", "2", "3", "sha", "bundles/sha.zip");

  private volatile @Nullable Result result;
  public volatile boolean putBack;
  public volatile boolean cancelled;
  private final Message<? extends Command> message;

  public FakeWork(Command command, long token) {
    message =
        new Message<>(
            new Envelope(
                "id-" + token,
                MessageTypes.of(command.getClass()),
                "/drydock/coordinator",
                Instant.EPOCH,
                new UpgradeId("up-0000000001"),
                command.tenant().id(),
                new Token(token),
                0,
                null,
                null,
                null),
            command);
  }

  public static BackupReference backup(TenantTarget tenant, Fingerprint fingerprint) {
    return new BackupReference(
        new BackupId("bk-1"),
        tenant.id(),
        new UpgradeId("up-0000000001"),
        new Token(1_000),
        "backups/1",
        "00",
        1,
        "1",
        fingerprint,
        Instant.EPOCH);
  }

  /** What the executor answered. */
  public Result answer() {
    return Objects.requireNonNull(result, "no answer");
  }

  @Override
  public Message<? extends Command> message() {
    return message;
  }

  @Override
  public String executionId() {
    return "execution";
  }

  @Override
  public void progress(String phase, long doneBytes, long totalBytes) {}

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void finish(Result answer) {
    if (result != null || putBack) {
      throw new IllegalStateException("answered already");
    }
    result = answer;
  }

  @Override
  public void putBack() {
    putBack = true;
  }
}
