package dev.drydock.verification.corruptions;

import static dev.drydock.verification.corruptions.SagaTest.BACKUP;
import static dev.drydock.verification.corruptions.SagaTest.FINGERPRINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Result PROVEN = new Result.BackupProven(BACKUP.id(), FINGERPRINT, 1);

  private final MemoryCatalogue catalogue = new MemoryCatalogue();

  private static Result failed(FailureCode code) {
    return new Result.StepFailed(Step.PROVE, Failure.of(code));
  }

  private Outcome ofCorrupt(Result answer, Optional<String> difference) {
    return new Judgement(catalogue, "a lie")
        .of(List.of(BACKUP), List.of(answer), _ -> true, _ -> difference);
  }

  @Test
  void givenACorruptBackup_whenItIsProven_thenAViolationThatSaysWhatDiffers() {
    assertThat(ofCorrupt(PROVEN, Optional.of("1 is restored as 2")))
        .isInstanceOfSatisfying(
            Outcome.Violation.class,
            violation -> assertThat(violation.why()).contains("1 is restored as 2"));
  }

  @Test
  void givenACorruptionThatChangesNothing_whenItIsProven_thenNoChange() {
    assertThat(ofCorrupt(PROVEN, Optional.empty())).isInstanceOf(Outcome.NoChange.class);
  }

  @Test
  void givenACorruptBackup_whenItIsRefused_thenFound() {
    assertThat(ofCorrupt(failed(FailureCode.FINGERPRINT_DIFFERS), Optional.empty()))
        .isEqualTo(
            new Outcome.Found("a lie", FailureCode.FINGERPRINT_DIFFERS, "RELEASING_UNTOUCHED"));
  }

  @Test
  void givenARefusedBackup_whenTheCatalogueSaysProven_thenAViolation() {
    // given
    catalogue.markProven(BACKUP.id(), Instant.EPOCH);

    // when
    var outcome = ofCorrupt(failed(FailureCode.BACKUP_CORRUPT), Optional.empty());

    // then
    assertThat(outcome).isInstanceOf(Outcome.Violation.class);
  }

  @Test
  void givenAServerThatFails_thenNothingWasShown() {
    assertThatThrownBy(() -> ofCorrupt(failed(FailureCode.STORE_UNAVAILABLE), Optional.empty()))
        .isInstanceOf(NotCarriedOut.class);
  }

  @Test
  void givenAGoodBackup_whenItIsRefused_thenAViolation() {
    // when
    var outcome =
        new Judgement(catalogue, "a control")
            .ofGood(List.of(BACKUP), List.of(failed(FailureCode.FINGERPRINT_DIFFERS)));

    // then
    assertThat(outcome).isInstanceOf(Outcome.Violation.class);
  }
}
