package dev.drydock.verification.simulation.mutants;

import dev.drydock.verification.simulation.coordinator.Decorations;
import dev.drydock.verification.simulation.workers.Alterations;
import dev.drydock.verification.simulation.workers.Lapse;
import java.util.Arrays;
import java.util.List;

/** A deliberate breakage of the protocol, and seeds under which it is found. */
public enum Mutant {
  NO_FENCE(
      "tokens are compared nowhere, and nothing ends the sessions of older ones",
      WorkerMutants.leavingOut(Lapse.FENCE, Lapse.OLDER_SESSIONS)),
  OLD_SESSION_NOT_ENDED(
      "sessions of older tokens go on, and the fence's row, which would wait for them, is not locked",
      WorkerMutants.leavingOut(Lapse.OLDER_SESSIONS, Lapse.FENCE_LOCK)),
  WRITERS_STAY(
      "a quiesce does not end the writers' sessions",
      WorkerMutants.leavingOut(Lapse.WRITERS_SESSIONS)),
  RESTORE_NOT_COMPARED(
      "a restored copy is swapped in whatever it holds",
      WorkerMutants.leavingOut(Lapse.COMPARISON)),
  RELEASE_WITHOUT_FENCE(
      "a release asks first, and opens its session later, without a fence",
      WorkerMutants.leavingOut(Lapse.RELEASE_FENCE)),
  BLIND_RERUN("inspecting finds everything unchanged without looking", WorkerMutants.blindRerun()),
  HISTORY_BELIEVED(
      "what the history does not show is taken for not begun", WorkerMutants.historyBelieved()),
  PUT_TRUSTED("a backup is proven because the store said yes", WorkerMutants.putTrusted()),
  DIFFERENCE_OVERLOOKED(
      "a trial restore that differs is a proof", WorkerMutants.differenceOverlooked()),
  CLAIM_SKIPPED("workers do not ask before an effect", WorkerMutants.claimSkipped()),
  SILENCE_IS_CONSENT("a claim without an answer is a yes", WorkerMutants.silenceIsConsent()),
  LOST_STEP_REPEATED(
      "a step whose outcome is unknown is taken over and repeated, and nobody is asked",
      WorkerMutants.lostStepRepeated()),
  UNKNOWN_IS_FAILED(
      "a migration of unknown outcome is reported as rolled back", WorkerMutants.unknownIsFailed()),
  TRACES_DENIED(
      "a failed migration is reported as rolled back whole", WorkerMutants.tracesDenied()),
  NOTHING_VERIFIED("verifying looks at nothing", WorkerMutants.nothingVerified()),
  KNOWN_COMMAND_AGAIN(
      "a command that was answered is executed again", WorkerMutants.knownCommandsExecutedAgain()),
  MANIFEST_FIRST(
      "a manifest is written for an archive that is not there", WorkerMutants.manifestFirst()),
  FORGOTTEN_BEFORE_SENT(
      "a worker's outbox row is deleted before it is sent", WorkerMutants.sentAfterForgotten()),
  NOTHING_SENT_AGAIN("an unanswered command is not sent again", LedgerMutants.nothingSentAgain()),
  STALE_ANSWER_ACCEPTED(
      "an answer counts under whatever token, and however often it comes",
      LedgerMutants.staleAnswersAccepted()),
  CLAIMS_GRANTED_TO_ALL("the coordinator grants every claim", LedgerMutants.claimsGrantedToAll()),
  TOKEN_KEPT_ON_PARKING("parking does not raise the token", LedgerMutants.tokenKeptOnParking()),
  BUDGET_OFF_BY_ONE("one failure more than the budget", LedgerMutants.budgetOffByOne());

  private final String breakage;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state of their own
  private final Alterations alterations;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Decorations decorations;

  Mutant(String breakage, Alterations alterations) {
    this(breakage, alterations, Decorations.NONE);
  }

  Mutant(String breakage, Decorations decorations) {
    this(breakage, Alterations.NONE, decorations);
  }

  Mutant(String breakage, Alterations alterations, Decorations decorations) {
    this.breakage = breakage;
    this.alterations = alterations;
    this.decorations = decorations;
  }

  /** What is broken, in a clause. */
  public String breakage() {
    return breakage;
  }

  public Alterations alterations() {
    return alterations;
  }

  public Decorations decorations() {
    return decorations;
  }

  static List<Mutant> all() {
    return Arrays.asList(values());
  }
}
