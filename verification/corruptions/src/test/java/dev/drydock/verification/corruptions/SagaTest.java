package dev.drydock.verification.corruptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SagaTest {
  static final Fingerprint FINGERPRINT = new Fingerprint("pg-3", "aa", "bb", 3);
  static final BackupReference BACKUP =
      new BackupReference(
          new BackupId("bk-acme-7"),
          new TenantId("acme"),
          new UpgradeId("up-0000000001"),
          new Token(7),
          "archives/ar-7-x",
          "cc",
          100,
          "1.0.0",
          FINGERPRINT,
          Instant.EPOCH);

  @Test
  void givenAProvenBackup_thenTheTenantIsMigrated() {
    var proven = new Result.BackupProven(BACKUP.id(), FINGERPRINT, 1);

    assertThat(Saga.migrates(Saga.after(BACKUP, proven))).isTrue();
  }

  @Test
  void givenAnotherFingerprint_thenTheTenantIsNotMigrated() {
    var other = new Fingerprint("pg-3", "aa", "xx", 3);
    var proven = new Result.BackupProven(BACKUP.id(), other, 1);

    assertThat(Saga.migrates(Saga.after(BACKUP, proven))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void givenAnyFailure_thenTheTenantIsNotMigrated(FailureCode code) {
    var failed = new Result.StepFailed(Step.PROVE, Failure.of(code));

    assertThat(Saga.migrates(Saga.after(BACKUP, failed))).isFalse();
  }
}
