package dev.drydock.coordinator.domain.upgrade;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.upgrade.UpgradeState.*;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fleet-wide undertaking. Its targets and their waves are frozen when it is created.
 *
 * @param forgivenFailures failures that a person has seen and resumed after; they no longer count
 */
public record Upgrade(
    UpgradeId id,
    ReleaseReference release,
    String selector,
    Strategy strategy,
    UpgradeState state,
    int targets,
    int forgivenFailures,
    String createdBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  public Upgrade in(UpgradeState next) {
    return new Upgrade(
        id,
        release,
        selector,
        strategy,
        next,
        targets,
        forgivenFailures,
        createdBy,
        createdAt,
        startedAt,
        endedAt);
  }

  private Upgrade at(@Nullable Instant started, @Nullable Instant ended) {
    return new Upgrade(
        id,
        release,
        selector,
        strategy,
        state,
        targets,
        forgivenFailures,
        createdBy,
        createdAt,
        started,
        ended);
  }

  /** From now on only failures beyond these count against the budget. */
  public Upgrade forgiving(int failures) {
    return new Upgrade(
        id, release, selector, strategy, state, targets, failures, createdBy, createdAt, startedAt,
        endedAt);
  }

  /** Empty when this state cannot be started. */
  public Optional<Upgrade> start(Instant now) {
    return switch (state) {
      case Draft _, Approved _ -> Optional.of(in(new Running()).at(now, null));
      case Running _, Paused _, Aborting _, Ended _ -> Optional.empty();
    };
  }

  /** Empty when this state cannot be paused. */
  public Optional<Upgrade> pause(PauseReason reason) {
    return switch (state) {
      case Running _ -> Optional.of(in(new Paused(reason)));
      case Draft _, Approved _, Paused _, Aborting _, Ended _ -> Optional.empty();
    };
  }

  /** Empty when this state cannot be resumed. */
  public Optional<Upgrade> resume(int failuresSeen) {
    return switch (state) {
      case Paused _ -> Optional.of(in(new Running()).forgiving(failuresSeen));
      case Draft _, Approved _, Running _, Aborting _, Ended _ -> Optional.empty();
    };
  }

  /** Empty when this state cannot be aborted. */
  public Optional<Upgrade> abort() {
    return switch (state) {
      case Draft _, Approved _, Running _, Paused _ -> Optional.of(in(new Aborting()));
      case Aborting _, Ended _ -> Optional.empty();
    };
  }

  /**
   * A new pass for some tenants leads back to running; empty while that is not possible.
   *
   * @param failuresLeft without those who go again: should they fail again, that counts
   */
  public Optional<Upgrade> retry(int failuresLeft) {
    return switch (state) {
      case Running _, Paused _ -> Optional.of(forgivingAtMost(failuresLeft));
      case Ended _ -> Optional.of(in(new Running()).at(startedAt, null).forgiving(failuresLeft));
      case Draft _, Approved _, Aborting _ -> Optional.empty();
    };
  }

  /**
   * A parked tenant was resolved and is in flight again.
   *
   * @param failuresLeft without this one: should it fail again, that counts
   */
  public Upgrade reopen(int failuresLeft) {
    var reopened =
        switch (state) {
          case Aborted _ -> in(new Aborting()).at(startedAt, null);
          case Completed _, CompletedWithFailures _ -> in(new Running()).at(startedAt, null);
          case Draft _, Approved _, Running _, Paused _, Aborting _ -> this;
        };
    return reopened.forgivingAtMost(failuresLeft);
  }

  private Upgrade forgivingAtMost(int failuresLeft) {
    return forgivenFailures <= failuresLeft ? this : forgiving(failuresLeft);
  }

  /** Nothing is pending or in flight any more. */
  public Upgrade end(boolean failures, Instant now) {
    UpgradeState ended =
        switch (state) {
          case Aborting _ -> new Aborted();
          case Draft _, Approved _, Running _, Paused _, Ended _ ->
              failures ? new CompletedWithFailures() : new Completed();
        };
    return in(ended).at(startedAt, now);
  }

  /** Whether the coordinator still has something to do for it. */
  public boolean active() {
    return switch (state) {
      case Running _, Paused _, Aborting _ -> true;
      case Draft _, Approved _, Ended _ -> false;
    };
  }
}
