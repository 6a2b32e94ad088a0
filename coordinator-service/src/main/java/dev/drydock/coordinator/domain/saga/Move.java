package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One transition as it is written down.
 *
 * @param body what the hash chain covers
 * @param causation the message that led to it, {@code null} for the coordinator's own facts
 */
public record Move(
    TenantUpgrade before,
    TenantUpgrade after,
    Fact fact,
    Instant at,
    String body,
    @Nullable String causation) {

  /** How long a command waits before it is sent. */
  public interface Pauses {
    /**
     * Before the first sending of a step's command; zero for none.
     *
     * @param failures how often the step was tried before, whether or not that spent an attempt
     */
    Duration after(int failures);

    /** Until it is sent again. */
    Duration sendAgain();

    /** How long a step waits for what does not answer before that spends attempts. */
    Duration outagePatience();
  }

  /** Empty when the state ignores the fact. */
  public static Optional<Move> of(
      TenantUpgrade before, Fact fact, Instant at, Pauses pauses, @Nullable String causation) {
    var told = Outage.told(before.state(), before.outage(), fact, at, pauses.outagePatience());
    var next = Transitions.next(before.state(), told.fact());
    if (next.equals(before.state())) {
      return Optional.empty();
    }
    var outage = Outage.after(told, before.outage(), before.state(), next);
    var waking =
        switch (next) {
          case Waiting waiting -> {
            int unspent = outage == null ? 0 : outage.tries();
            var pause = pauses.after(waiting.attempt() - 1 + unspent);
            yield pause.isZero()
                ? TenantUpgrade.Waking.sent(at, pauses.sendAgain())
                : TenantUpgrade.Waking.backoff(at, pause);
          }
          case Pending _, Parked _, Final _ -> TenantUpgrade.Waking.none(at);
        };
    return Optional.of(written(before, next, outage, waking, told.fact(), at, causation));
  }

  private static Move written(
      TenantUpgrade before,
      TenantUpgradeState next,
      @Nullable Outage outage,
      TenantUpgrade.Waking waking,
      Fact fact,
      Instant at,
      @Nullable String causation) {
    var body = body(before, next, outage, fact, at, causation);
    var head = HashChain.link(before.chainHead(), body);
    return new Move(before, before.moved(next, waking, outage, head), fact, at, body, causation);
  }

  /** Whether the command of the new state is to be sent now. */
  public boolean sendsNow() {
    return after.waking().sends() == 1;
  }

  /** The step that has just ended, if one has. */
  public Optional<Step> endedStep() {
    return before.state() instanceof Waiting waiting
        ? Optional.of(waiting.step())
        : Optional.empty();
  }

  public long durationMs() {
    return endedStep().isEmpty()
        ? 0
        : Math.max(0, Duration.between(before.waking().since(), at).toMillis());
  }

  /** What went wrong in this very transition. */
  public Optional<Failure> failure() {
    return failureOf(fact)
        .or(() -> after.state() instanceof Parked p ? Optional.of(p.why()) : Optional.empty());
  }

  public static int attemptOf(TenantUpgradeState state) {
    return state instanceof Waiting waiting ? waiting.attempt() : 0;
  }

  private static Optional<Failure> failureOf(Fact fact) {
    return switch (fact) {
      case Trouble trouble -> Optional.of(trouble.why());
      case PreflightRefused(var why) -> Optional.of(why);
      case MigrationFailed(var why, _) -> Optional.of(why);
      case VerificationFailed(var why) -> Optional.of(why);
      case RestoreDiffers(var why) -> Optional.of(why);
      case Abort(var why) -> Optional.of(why);
      case PreflightPassed _, Quiesced _, BackupTaken _, BackupProven _, Migrated _ ->
          Optional.empty();
      case Inspected _, Verified _, BackupRestored _, RestoreProven _, Released _ ->
          Optional.empty();
      case Admit _, Retry _, Resolve _ -> Optional.empty();
    };
  }

  private static String outcome(Fact fact) {
    if (fact instanceof StepUnknown || fact instanceof NoAnswer) {
      return "UNKNOWN";
    }
    return failureOf(fact).isPresent() ? "FAILED" : "OK";
  }

  private static String body(
      TenantUpgrade before,
      TenantUpgradeState next,
      @Nullable Outage outage,
      Fact fact,
      Instant at,
      @Nullable String causation) {
    var fields = new TreeMap<String, @Nullable Object>();
    fields.put("upgrade", before.upgrade().value());
    fields.put("tenant", before.tenant().value());
    fields.put("sequence", before.sequence() + 1);
    fields.put("pass", before.pass());
    fields.put("wave", before.wave());
    fields.put("from", before.state().name());
    fields.put("to", next.name());
    fields.put("fact", fact.getClass().getSimpleName());
    fields.put("token", next.token().value());
    fields.put("attempt", attemptOf(next));
    fields.put("at", at.toString());
    fields.put("causation", causation);
    if (before.state() instanceof Waiting ended) {
      fields.put("endedStep", ended.step().name());
      fields.put("endedAttempt", ended.attempt());
      fields.put("outcome", outcome(fact));
      fields.put(
          "durationMs", Math.max(0, Duration.between(before.waking().since(), at).toMillis()));
    }
    failureOf(fact)
        .ifPresent(why -> {
          fields.put("failureCode", why.code().name());
          fields.put("failure", why.summary());
        });
    if (outage != null) {
      fields.put("outage", outage.place().name());
      fields.put("outageSince", outage.since().toString());
      fields.put("outageTries", outage.tries());
    }
    Known.backup(next)
        .ifPresent(backup -> {
          fields.put("backup", backup.id().value());
          fields.put("backupSha256", backup.archiveSha256());
        });
    return HashChain.canonical(fields);
  }
}
