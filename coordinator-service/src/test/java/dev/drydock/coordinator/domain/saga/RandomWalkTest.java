package dev.drydock.coordinator.domain.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that answer anything, in any order: a way through the dock always ends. */
class RandomWalkTest {
  private static final int WALKS = 20_000;
  private static final int MOST_STEPS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261124})
  void givenWorkersThatAnswerAnything_whenATenantGoesItsWay_thenItEndsAndTokensOnlyRise(long seed) {
    var random = new Random(seed);
    for (int walk = 0; walk < WALKS; walk++) {
      walk(random);
    }
  }

  private static void walk(Random random) {
    TenantUpgradeState state = new Pending(new Token(random.nextLong(1000)));
    var way = new ArrayList<TenantUpgradeState>(List.of(state));
    boolean proven = false;
    while (!(state instanceof Final) && !(state instanceof Parked)) {
      var fact = fact(random, state);
      var next = Transitions.next(state, fact);
      proven |= fact instanceof BackupProven && next instanceof Migrating;
      assertThat(next instanceof Migrating && !proven).as("%s", way).isFalse();
      assertThat(next.token()).isGreaterThanOrEqualTo(state.token());
      if (next instanceof Waiting && !next.equals(state)) {
        assertThat(next.token()).isGreaterThan(state.token());
      }
      state = next;
      way.add(state);
      assertThat(way).as("ends within so many answers").hasSizeLessThan(MOST_STEPS);
    }
  }

  /** The answer that the state waits for, or, one time in three, trouble of some kind. */
  private static Fact fact(Random random, TenantUpgradeState state) {
    if (random.nextInt(3) == 0) {
      return trouble(random);
    }
    return switch (state) {
      case Pending _ -> new Admit();
      case Preflight _ ->
          random.nextInt(20) == 0
              ? new PreflightRefused(Samples.REFUSED)
              : new PreflightPassed(random.nextBoolean() ? Samples.SCOPE : Samples.MIXED);
      case Quiescing _ -> new Quiesced();
      case BackingUp s -> new BackupTaken(Samples.backup(s.token()));
      case Proving s -> new BackupProven(s.backup().id(), s.backup().fingerprint());
      case Migrating _ ->
          random.nextInt(3) == 0
              ? new MigrationFailed(why(random), pick(random, Residue.values()))
              : new Migrated();
      case Inspecting _ -> new Inspected(pick(random, Finding.values()));
      case Verifying _ ->
          random.nextInt(3) == 0 ? new VerificationFailed(Samples.STAYS) : new Verified();
      case Restoring _ -> new BackupRestored();
      case ProvingRestore _ -> new RestoreProven(Samples.FINGERPRINT);
      case Releasing _, ReleasingUntouched _, ReleasingRestored _ -> new Released();
      case Parked _, Final _ -> new Admit();
    };
  }

  private static Fact trouble(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new StepFailed(why(random));
      case 1 -> new StepUnknown(Failure.of(FailureCode.TAKEN_OVER));
      case 2 -> new OutageMet(Samples.PASSES);
      case 3 -> new NoAnswer(Failure.of(FailureCode.NO_ANSWER));
      default -> new StepFenced(new Token(0), Failure.of(FailureCode.FENCED));
    };
  }

  private static Failure why(Random random) {
    return Failure.of(pick(random, FailureCode.values()));
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
