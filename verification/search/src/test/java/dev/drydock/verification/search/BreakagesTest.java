package dev.drydock.verification.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.ProvenBackup;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.BackingUp;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Inspecting;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingUntouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restoring;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Upgraded;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Verifying;
import dev.drydock.coordinator.domain.saga.TransitionTable;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each invariant can fail: a protocol with one thing broken is found broken. */
class BreakagesTest {
  private static final boolean ATOMIC = true;
  private static final boolean NOT_ATOMIC = false;
  private static final int LIMIT = 400_000;

  /** A transition function that answers one pair of state and fact as it must not. */
  private abstract static class Wrong extends Rules {
    abstract Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact);

    @Override
    boolean legal(TransitionTable.Row row) {
      return true;
    }

    @Override
    Optional<Move> next(TenantUpgrade before, Fact fact, Instant at, Move.Pauses pauses) {
      return instead(before.state(), fact)
          .map(next ->
              new Move(
                  before,
                  before.moved(
                      next, TenantUpgrade.Waking.none(at), before.outage(), before.chainHead()),
                  fact,
                  at,
                  "",
                  null))
          .or(() -> super.next(before, fact, at, pauses));
    }
  }

  private static String found(Rules rules, boolean atomic, int faults) {
    var search = new TenantSearch(new Model(rules, atomic), faults, LIMIT, _ -> {});
    search.run();
    var violation = search.violation();
    assertThat(search.reachedLimit()).isFalse();
    return violation == null ? "nothing" : violation.what();
  }

  @Test
  void givenNothingBroken_thenNothingIsFound() {
    assertThat(found(new Rules(), ATOMIC, 1)).isEqualTo("nothing");
    assertThat(found(new Rules(), NOT_ATOMIC, 1)).isEqualTo("nothing");
  }

  @Test
  void givenATransitionThatIsNotInTheTable_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return withoutProof(state, fact);
          }

          @Override
          boolean legal(TransitionTable.Row row) {
            return TransitionTable.ROWS.contains(row);
          }
        };

    assertThat(found(rules, ATOMIC, 0)).startsWith("a transition that is not in the table");
  }

  @Test
  void givenTheProofSkipped_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return withoutProof(state, fact);
          }
        };

    assertThat(found(rules, ATOMIC, 0)).contains("migrates without a proven backup");
    assertThat(found(rules, NOT_ATOMIC, 0)).contains("migrates without a proven backup");
  }

  private static Optional<TenantUpgradeState> withoutProof(TenantUpgradeState state, Fact fact) {
    return state instanceof BackingUp s && fact instanceof Fact.BackupTaken taken
        ? Optional.of(
            new Migrating(s.token().next(), 1, s.scope(), new ProvenBackup(taken.backup())))
        : Optional.empty();
  }

  @Test
  void givenAProofThatComparesNothing_thenFoundOnceAnArchiveRots() {
    var rules =
        new Rules() {
          @Override
          boolean comparesContent() {
            return false;
          }
        };

    assertThat(found(rules, ATOMIC, 1)).contains("without a proven backup");
  }

  @Test
  void givenABackupThatWasNeverProven_whenRestored_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof Proving s && fact instanceof Fact.StepFailed failed
                ? Optional.of(
                    new Restoring(s.token().next(), 1, new ProvenBackup(s.backup()), failed.why()))
                : Optional.empty();
          }
        };

    assertThat(found(rules, ATOMIC, 1)).contains("restores a backup that was never proven");
  }

  @Test
  void givenATokenThatParkingDoesNotRaise_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof TenantUpgradeState.Releasing s
                    && fact instanceof Fact.StepFailed failed
                ? Optional.of(new Parked(s.token(), s, failed.why()))
                : Optional.empty();
          }
        };

    assertThat(found(rules, ATOMIC, 1)).contains("parked without raising the token");
  }

  @Test
  void givenATokenThatAnotherAttemptDoesNotRaise_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof BackingUp s && fact instanceof Fact.NoAnswer
                ? Optional.of(s.again(s.token(), s.attempt() + 1))
                : Optional.empty();
          }
        };

    assertThat(found(rules, ATOMIC, 1)).startsWith("the token went from");
  }

  @Test
  void givenAPartialMigrationThatIsRunAgain_thenItsEffectTwiceIsFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof Inspecting s
                    && fact instanceof Fact.Inspected(var finding)
                    && finding == Finding.PARTIAL
                ? Optional.of(new Migrating(s.token().next(), 1, s.scope(), s.backup()))
                : Optional.empty();
          }

          @Override
          boolean looksForIntents() {
            return false;
          }
        };

    assertThat(found(rules, NOT_ATOMIC, 1)).isEqualTo("a statement took effect twice");
  }

  @Test
  void givenTracesThatAreNotPutBack_thenWritersLetIntoThemAreFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof Migrating s
                    && fact instanceof Fact.MigrationFailed(var why, var residue)
                    && residue == Residue.LEFT_TRACES
                ? Optional.of(new ReleasingUntouched(s.token().next(), 1, why))
                : Optional.empty();
          }
        };

    assertThat(found(rules, NOT_ATOMIC, 0))
        .startsWith("the writers are let in while the content is neither");
  }

  @Test
  void givenAnUpgradeThatIsOverBeforeTheRelease_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof Verifying s && fact instanceof Fact.Verified
                ? Optional.of(new Upgraded(s.token(), s.scope(), s.backup()))
                : Optional.empty();
          }
        };

    assertThat(found(rules, ATOMIC, 0))
        .isEqualTo("upgraded, and the content is new, the writers kept out");
  }

  @Test
  void givenALookThatIsNotTaken_whenAMigrationsAnswerIsLost_thenFound() {
    var rules =
        new Wrong() {
          @Override
          Optional<TenantUpgradeState> instead(TenantUpgradeState state, Fact fact) {
            return state instanceof Migrating s && fact instanceof Fact.StepUnknown unknown
                ? Optional.of(new ReleasingUntouched(s.token().next(), 1, unknown.why()))
                : Optional.empty();
          }
        };

    assertThat(found(rules, ATOMIC, 1)).startsWith("untouched, and the content is new");
  }

  @Test
  void givenClaimsThatAreAlwaysGranted_thenFound() {
    var rules =
        new Rules() {
          @Override
          boolean grants(boolean current, boolean free, boolean own) {
            return current;
          }
        };

    assertThat(found(rules, ATOMIC, 1)).isEqualTo("a claim was granted to two executions");
  }

  @Test
  void givenClaimsUnderAnOldToken_thenFound() {
    var rules =
        new Rules() {
          @Override
          boolean grants(boolean current, boolean free, boolean own) {
            return free || own;
          }
        };

    assertThat(found(rules, ATOMIC, 1))
        .isEqualTo("a claim was granted under a token that is not the present one");
  }

  @Test
  void givenAnEffectThatDoesNotAsk_thenFound() {
    var rules =
        new Rules() {
          @Override
          boolean asksBefore(Step step) {
            return step != Step.RELEASE;
          }
        };

    assertThat(found(rules, ATOMIC, 0)).contains("takes effect without having asked");
  }

  @Test
  void givenAFenceThatLetsEverybodyPass_thenALateEffectIsFound() {
    var rules =
        new Rules() {
          @Override
          boolean passes(int fence, int token) {
            return true;
          }

          @Override
          boolean endsOlderSessions() {
            return false;
          }
        };

    assertThat(found(rules, ATOMIC, 2)).contains("took effect").contains("after the fence was at");
  }

  @Test
  void givenOlderSessionsThatGoOn_thenFound() {
    var rules =
        new Rules() {
          @Override
          boolean endsOlderSessions() {
            return false;
          }
        };

    assertThat(found(rules, NOT_ATOMIC, 2)).isNotEqualTo("nothing");
  }

  /** The release of the first pass, answered once more in the second one. */
  @Test
  void givenALateAnswerThatIsHeard_thenFound() {
    var rules =
        new Rules() {
          @Override
          boolean answers(int stateToken, int answerToken) {
            return answerToken == 6 || super.answers(stateToken, answerToken);
          }
        };

    assertThat(found(rules, ATOMIC, 2)).contains("the writers kept out");
  }

  @Test
  void givenALostMessageThatNobodySendsAgain_thenAnEndOutOfReachIsFound() {
    var rules =
        new Rules() {
          @Override
          boolean sendsAgain() {
            return false;
          }
        };

    assertThat(found(rules, ATOMIC, 1))
        .isEqualTo("from here on, without any more faults, no end is reached");
  }
}
