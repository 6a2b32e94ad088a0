package dev.drydock.verification.search;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.NextCommand;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.coordinator.domain.saga.TransitionTable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What decides: the production transition function, and the comparisons of the places where effects
 * land. A test breaks one of them by overriding it, and the search must find that.
 */
class Rules {
  private static final Set<TransitionTable.Row> ROWS = Set.copyOf(TransitionTable.ROWS);

  /** The production function, with its outages and attempts. */
  Optional<Move> next(TenantUpgrade before, Fact fact, Instant at, Move.Pauses pauses) {
    return Move.of(before, fact, at, pauses, null);
  }

  Command command(Waiting state) {
    return NextCommand.of(state, Words.TARGET, Words.RELEASE);
  }

  /** Whether an answer under this token is one to the state's command. */
  boolean answers(int stateToken, int answerToken) {
    return stateToken == answerToken;
  }

  /** Whether a service takes a command that it does not know yet. */
  boolean accepts(int seen, int token) {
    return token >= seen;
  }

  /** Whether a fence lets an attempt pass. */
  boolean passes(int fence, int token) {
    return token >= fence;
  }

  /**
   * @param current whether the state waits under the very token that is claimed
   * @param free whether nobody has claimed it
   * @param own whether the asking execution has claimed it before
   */
  boolean grants(boolean current, boolean free, boolean own) {
    return current && (free || own);
  }

  /** Whether an effect asks before it happens. */
  boolean asksBefore(Step step) {
    return true;
  }

  /** Whether sessions of older attempts are ended before an effect and before a look. */
  boolean endsOlderSessions() {
    return true;
  }

  /** Whether a migration looks at what an earlier one has left. */
  boolean looksForIntents() {
    return true;
  }

  /** Whether a restore looks at the tenant's pass again when nothing older can change it. */
  boolean looksAtPassUnderFence() {
    return true;
  }

  /** Whether a lost execution is answered as unknown instead of repeated. */
  boolean unknownWhenLost(Step step) {
    return step == Step.MIGRATE || step == Step.RESTORE;
  }

  /** Whether a trial restore compares what it restored. */
  boolean comparesContent() {
    return true;
  }

  /** Whether a lost command or answer is asked for again. */
  boolean sendsAgain() {
    return true;
  }

  /** Whether the table knows this transition. */
  boolean legal(TransitionTable.Row row) {
    return ROWS.contains(row);
  }
}
