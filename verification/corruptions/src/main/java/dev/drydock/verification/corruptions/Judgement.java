package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** From the service's answers about the members of an archive to the outcome of a case. */
final class Judgement {
  private final MemoryCatalogue catalogue;
  private final String what;

  Judgement(MemoryCatalogue catalogue, String what) {
    this.catalogue = catalogue;
    this.what = what;
  }

  /**
   * @param concerned which members the corruption is about; the others must be proven
   * @param difference asked of a concerned member that was proven: what is it that was not?
   */
  Outcome of(
      List<BackupReference> backups,
      List<Result> answers,
      IntPredicate concerned,
      IntFunction<Optional<String>> difference) {
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < answers.size(); i++) {
      outcomes.add(
          concerned.test(i)
              ? ofCorrupt(backups.get(i), answers.get(i), i, difference)
              : ofGood(backups.get(i), answers.get(i)));
    }
    return worst(outcomes);
  }

  /** Every member must be proven. */
  Outcome ofGood(List<BackupReference> backups, List<Result> answers) {
    return of(backups, answers, _ -> false, _ -> Optional.empty());
  }

  private Outcome ofCorrupt(
      BackupReference backup, Result answer, int member, IntFunction<Optional<String>> difference) {
    var state = Saga.after(backup, answer);
    if (Saga.migrates(state)) {
      return difference
          .apply(member)
          .<Outcome>map(
              how -> new Outcome.Violation(what, backup.tenant() + " would be migrated: " + how))
          .orElseGet(() -> new Outcome.NoChange(what));
    }
    if (catalogue.saysProven(backup.id())) {
      return new Outcome.Violation(what, backup.id() + " is proven in the catalogue");
    }
    return answer instanceof Result.StepFailed(_, var failure)
        ? refused(failure.code(), state)
        : new Outcome.Violation(what, "answered by " + answer.getClass().getSimpleName());
  }

  /** A server that does not answer finds nothing. */
  private Outcome refused(FailureCode code, TenantUpgradeState state) {
    return switch (code) {
      case BACKUP_CORRUPT,
          BACKUP_MISSING,
          FINGERPRINT_DIFFERS,
          RESTORE_TOOL_FAILED,
          GRANT_MISSING ->
          new Outcome.Found(what, code, state.name());
      case STORE_UNAVAILABLE, UNREACHABLE, DISK_FULL, STALLED ->
          throw new NotCarriedOut("a server failed: " + code);
      default -> new Outcome.Violation(what, "found by chance alone: " + code);
    };
  }

  private Outcome ofGood(BackupReference backup, Result answer) {
    return Saga.migrates(Saga.after(backup, answer))
        ? new Outcome.Proven(what)
        : new Outcome.Violation(what, backup.tenant() + ", which is good, is refused: " + answer);
  }

  /** A violation before anything else, then what is about the corrupt member. */
  private static Outcome worst(List<Outcome> outcomes) {
    return outcomes.stream().min((a, b) -> Integer.compare(rank(a), rank(b))).orElseThrow();
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Violation _ -> 0;
      case Outcome.NoChange _ -> 1;
      case Outcome.Found _, Outcome.ProofRefused _ -> 2;
      case Outcome.Proven _ -> 3;
    };
  }
}
