package dev.drydock.backup;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.StepExecutor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A leased command that remembers its answer. */
public final class FakeWork implements StepExecutor.Work {
  private final Message<Command> message;
  private final String executionId;
  public @Nullable Result result;
  public boolean putBack;
  public boolean cancelled;

  public FakeWork(Command command, long token, String executionId) {
    this.executionId = executionId;
    this.message =
        new Message<>(
            new Envelope(
                "id",
                "type",
                "/drydock/coordinator",
                Instant.EPOCH,
                Fixtures.UPGRADE,
                command.tenant().id(),
                new Token(token),
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
    return cancelled;
  }

  @Override
  public void finish(Result outcome) {
    if (result != null) {
      throw new AssertionError("finished twice");
    }
    result = outcome;
  }

  @Override
  public void putBack() {
    putBack = true;
  }
}
