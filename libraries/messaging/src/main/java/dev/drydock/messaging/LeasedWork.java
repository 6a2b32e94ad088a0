package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One leased command in the hands of its executor. */
final class LeasedWork implements StepExecutor.Work {
  /** Why an execution is to end; the first reason stays. */
  enum Ending {
    LEASE_LOST,
    FENCED,
    STALLED,
    STOPPING
  }

  /** What its executor does with it; answers at most once. */
  interface Answering {
    void finish(LeasedWork work, Result result);

    /** For want of an answer of its own. */
    void settle(LeasedWork work);

    void putBack(LeasedWork work);
  }

  private final Message<? extends Command> message;
  private final String executionId;
  private final int attempt;
  private final StepExecutor.Takeover takeover;
  private final Answering answering;
  private final WorkPace pace;
  private final AtomicBoolean answered = new AtomicBoolean();

  private volatile @Nullable Ending ending;
  private volatile Token fencedBy = Token.NONE;
  private volatile long renewedNanos;
  private volatile long movedNanos;
  private volatile @Nullable Progress progress;
  private volatile @Nullable Progress told;

  LeasedWork(
      Message<? extends Command> message,
      String executionId,
      int attempt,
      StepExecutor.Takeover takeover,
      long leasedNanos,
      Answering answering,
      WorkPace pace) {
    this.message = message;
    this.executionId = executionId;
    this.attempt = attempt;
    this.takeover = takeover;
    this.renewedNanos = leasedNanos;
    this.movedNanos = leasedNanos;
    this.answering = answering;
    this.pace = pace;
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
  public void progress(String phase, long doneBytes, long totalBytes) {
    movedNanos = pace.nanos();
    progress = new Progress(step(), phase, attempt, doneBytes, totalBytes);
  }

  @Override
  public boolean cancelled() {
    return ending != null;
  }

  /** A failure of an execution that was told to end tells of its end, not of the step. */
  @Override
  public void finish(Result result) {
    answerOnce();
    if (cancelled() && result instanceof Result.StepFailed) {
      answering.settle(this);
    } else {
      answering.finish(this, result);
    }
  }

  @Override
  public void putBack() {
    answerOnce();
    answering.putBack(this);
  }

  private void answerOnce() {
    if (!takeAnswer()) {
      throw new IllegalStateException("this work is answered already");
    }
    movedNanos = pace.nanos();
  }

  /** Whether the caller may answer now, and nobody else any more. */
  boolean takeAnswer() {
    return answered.compareAndSet(false, true);
  }

  boolean isAnswered() {
    return answered.get();
  }

  Step step() {
    return Step.of(message.data());
  }

  StepExecutor.Takeover takeover() {
    return takeover;
  }

  int attempt() {
    return attempt;
  }

  @Nullable Ending ending() {
    return ending;
  }

  synchronized void end(Ending reason) {
    if (ending == null) {
      ending = reason;
    }
  }

  /** A higher token of the tenant was seen: nobody waits for this answer any more. */
  void fence(Token seen) {
    fencedBy = seen;
    end(Ending.FENCED);
  }

  Token fencedBy() {
    return fencedBy;
  }

  void renewedAt(long nanos) {
    renewedNanos = nanos;
  }

  boolean unrenewedFor(Duration time) {
    return pace.nanos() - renewedNanos > time.toNanos();
  }

  /** Whether it has reported progress, and then none for so long. */
  boolean stillFor(Duration time) {
    return progress != null && pace.nanos() - movedNanos > time.toNanos();
  }

  /** Whether it has never reported anything; others of its group may have. */
  boolean isSilent() {
    return progress == null;
  }

  /** When it was leased, reported or answered last. */
  long movedNanos() {
    return movedNanos;
  }

  /** What has not been told yet; {@code null} when nothing is new. */
  @Nullable Progress news() {
    var latest = progress;
    if (Objects.equals(latest, told)) {
      return null;
    }
    told = latest;
    return latest;
  }
}
