package dev.drydock.backup.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.backup.FakeWork;
import dev.drydock.backup.Fixtures;
import dev.drydock.backup.domain.BackupState;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static final TenantTarget ACME = Fixtures.database("acme");

  private final Bench bench = new Bench();

  private static List<FakeWork> schemas(Bench bench, int count) {
    var works = new ArrayList<FakeWork>();
    for (int i = 0; i < count; i++) {
      bench.databases.content.put("t" + i, "rows" + i);
      works.add(bench.take(Fixtures.schema("t" + i), i + 1, "exec-" + i));
    }
    return works;
  }

  private static FailureCode failure(FakeWork work) {
    assertThat(work.result).isInstanceOf(Result.StepFailed.class);
    return ((Result.StepFailed) java.util.Objects.requireNonNull(work.result)).failure().code();
  }

  private static BackupReference reference(FakeWork taken) {
    assertThat(taken.result).isInstanceOf(Result.BackupTaken.class);
    return ((Result.BackupTaken) java.util.Objects.requireNonNull(taken.result)).backup();
  }

  private FakeWork prove(BackupReference backup, TenantTarget tenant) {
    return new FakeWork(new Command.ProveBackup(tenant, backup), 9, "prove");
  }

  @Test
  void givenATenant_whenBackedUp_thenTheManifestSaysWhatTheAnswerSays() {
    // given
    bench.databases.content.put("acme", "rows");

    // when
    var taken = bench.taken(ACME, 1);

    // then
    var manifest = bench.manifests.of("bk-acme-1");
    assertThat(manifest.isReferredTo(taken.backup())).isTrue();
    assertThat(bench.backups.rows).containsKey(taken.backup().id());
  }

  @Test
  void givenATakenBackup_whenTheCommandComesAgain_thenTheSameAnswerAndNoSecondDump() {
    // given
    var first = bench.taken(ACME, 1);
    var again = bench.take(ACME, 1, "exec-other");

    // when
    bench.takeBackups().execute(List.of(again));

    // then
    assertThat(again.result).isEqualTo(first);
    assertThat(bench.databases.snapshots).hasSize(1);
  }

  @Test
  void givenACrashBeforeTheManifest_whenRepeated_thenANewArchive() {
    // given
    bench.archives.stored.put("ar-1-dead", new byte[] {1});

    // when
    var taken = bench.taken(ACME, 1);

    // then
    assertThat(taken.backup().archive()).isEqualTo("archives/ar-1-exec-acme-1");
  }

  @Test
  void givenTwentySchemas_whenBackedUpTogether_thenOneSnapshotAndOneArchive() {
    // given
    var works = schemas(bench, 20);

    // when
    bench.takeBackups().execute(List.copyOf(works));

    // then
    assertThat(bench.databases.snapshots).hasSize(1);
    assertThat(bench.archives.stored).hasSize(1);
    assertThat(bench.manifests.stored).hasSize(20);
    assertThat(works).allMatch(work -> work.result instanceof Result.BackupTaken);
  }

  @Test
  void givenALockTableForFive_whenTwelveAreBackedUp_thenThreeSnapshots() {
    // given
    var works = schemas(bench, 12);
    bench.databases.groupLimit = 5;

    // when
    bench.takeBackups().execute(List.copyOf(works));

    // then
    assertThat(bench.databases.snapshots).extracting(List::size).containsExactly(5, 5, 2);
  }

  @Test
  void givenOneBrokenMember_whenBackedUpTogether_thenItAloneFails() {
    // given
    var works = schemas(bench, 5);
    bench.databases.broken.add("t3");

    // when
    bench.takeBackups().execute(List.copyOf(works));

    // then
    assertThat(failure(works.get(3))).isEqualTo(FailureCode.SCHEMA_MISSING);
    assertThat(IntStream.of(0, 1, 2, 4).mapToObj(works::get))
        .allMatch(work -> work.result instanceof Result.BackupTaken);
  }

  @Test
  void givenSchemasAndDatabases_whenGrouped_thenSchemasOfOneDatabaseTogether() {
    // given
    var steps = bench.takeBackups();

    // when
    var one = steps.groupKey(bench.take(Fixtures.schema("a"), 1, "x").message().data());
    var other = steps.groupKey(bench.take(Fixtures.schema("b"), 2, "x").message().data());
    var database = steps.groupKey(bench.take(ACME, 3, "x").message().data());

    // then
    assertThat(one).isEqualTo(other).isNotEqualTo(database);
  }

  @Test
  void givenAStoreThatIsDown_whenBackedUp_thenTryAgain() {
    // given
    bench.archives.down = true;
    var work = bench.take(ACME, 1, "exec");

    // when
    bench.takeBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.STORE_UNAVAILABLE);
  }

  @Test
  void givenALostLease_whenBackedUp_thenNoAnswer() {
    // given
    var work = bench.take(ACME, 1, "exec");
    work.cancelled = true;

    // when
    bench.takeBackups().execute(List.of(work));

    // then
    assertThat(work.result).isNull();
    assertThat(bench.manifests.stored).isEmpty();
  }

  @Test
  void givenAGoodBackup_whenProven_thenProvenWithEvidence() {
    // given
    bench.databases.content.put("acme", "rows");
    var backup = bench.taken(ACME, 1).backup();
    var work = prove(backup, ACME);

    // when
    bench.proveBackups().execute(List.of(work));

    // then
    assertThat(work.result).isInstanceOf(Result.BackupProven.class);
    assertThat(bench.backups.of(backup.id()).state()).isEqualTo(BackupState.PROVEN);
    assertThat(bench.manifests.proofs).containsKey(backup.id().value());
  }

  @Test
  void givenADumpThatLostRows_whenProven_thenTheFingerprintDiffers() {
    // given
    bench.databases.content.put("acme", "rows");
    bench.databases.lostByDump = "rows";
    var backup = bench.taken(ACME, 1).backup();
    var work = prove(backup, ACME);

    // when
    bench.proveBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.FINGERPRINT_DIFFERS);
    assertThat(bench.backups.of(backup.id()).state()).isEqualTo(BackupState.CORRUPT);
  }

  @Test
  void givenATruncatedArchive_whenProven_thenCorrupt() {
    // given
    var backup = bench.taken(ACME, 1).backup();
    bench.archives.stored.replaceAll((_, bytes) -> new byte[1]);
    var work = prove(backup, ACME);

    // when
    bench.proveBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.BACKUP_CORRUPT);
    assertThat(bench.backups.of(backup.id()).state()).isEqualTo(BackupState.CORRUPT);
  }

  @Test
  void givenAMessageThatSpeaksOfAnotherArchive_whenProven_thenCorrupt() {
    // given
    var backup = bench.taken(ACME, 1).backup();
    var forged =
        new BackupReference(
            backup.id(),
            backup.tenant(),
            backup.upgrade(),
            backup.token(),
            "archives/ar-other",
            backup.archiveSha256(),
            backup.sizeBytes(),
            backup.schemaVersion(),
            backup.fingerprint(),
            backup.takenAt());
    var work = prove(forged, ACME);

    // when
    bench.proveBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.BACKUP_CORRUPT);
    assertThat(bench.databases.trials).isEmpty();
  }

  @Test
  void givenASharedArchive_whenAllAreProven_thenOneTrialRestore() {
    // given
    var works = schemas(bench, 4);
    bench.takeBackups().execute(List.copyOf(works));
    var proofs = works.stream().map(w -> prove(reference(w), w.message().data().tenant())).toList();

    // when
    bench.proveBackups().execute(List.copyOf(proofs));

    // then
    assertThat(bench.databases.trials).containsExactly(List.of("t0", "t1", "t2", "t3"));
    assertThat(proofs).allMatch(work -> work.result instanceof Result.BackupProven);
  }

  private FakeWork restoreAfterDamage() {
    bench.databases.content.put("acme", "before");
    var backup = bench.taken(ACME, 1).backup();
    bench.databases.content.put("acme", "after");
    return new FakeWork(new Command.RestoreBackup(ACME, backup), 5, "restore");
  }

  @Test
  void givenAGrantedClaim_whenRestored_thenTheContentIsBack() {
    // given
    var work = restoreAfterDamage();

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(work.result).isInstanceOf(Result.BackupRestored.class);
    assertThat(bench.databases.content).containsEntry("acme", "before");
  }

  @Test
  void givenATenantThatWasLetInSince_whenRestored_thenTheLedgerIsBehindAndNothingHappened() {
    // given
    var work = restoreAfterDamage();
    bench.databases.pass = Optional.empty();

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.LEDGER_BEHIND);
    assertThat(bench.databases.content).containsEntry("acme", "after");
  }

  @Test
  void givenATenantThatIsLetInWhileItsCopyIsMade_whenRestored_thenNothingHappened() {
    // given
    var work = restoreAfterDamage();
    bench.databases.whileCopying = () -> bench.databases.pass = Optional.empty();

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.LEDGER_BEHIND);
    assertThat(bench.databases.content).containsEntry("acme", "after");
  }

  @Test
  void givenATenantInALaterPass_whenRestored_thenTheLedgerIsBehindAndNothingHappened() {
    // given
    var work = restoreAfterDamage();
    bench.databases.pass = Optional.of(new Token(4));

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.LEDGER_BEHIND);
    assertThat(bench.databases.content).containsEntry("acme", "after");
  }

  @Test
  void givenNoAnswerToTheClaim_whenRestored_thenPutBackAndNothingHappened() {
    // given
    var work = restoreAfterDamage();
    bench.claim = Claims.Answer.UNANSWERED;

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(work.putBack).isTrue();
    assertThat(work.result).isNull();
    assertThat(bench.databases.content).containsEntry("acme", "after");
  }

  @Test
  void givenARefusedClaim_whenRestored_thenNothingHappened() {
    // given
    var work = restoreAfterDamage();
    bench.claim = Claims.Answer.REFUSED;

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.CLAIM_REFUSED);
    assertThat(bench.databases.restored).isEmpty();
  }

  @Test
  void givenALostExecution_whenTakenOver_thenOnlyARestoreIsUnknown() {
    // given
    var restore = restoreAfterDamage().message().data();

    // when
    var takeover = bench.restoreBackups().onTakeover(restore);

    // then
    assertThat(takeover).isEqualTo(Takeover.UNKNOWN);
    assertThat(bench.takeBackups().onTakeover(restore)).isEqualTo(Takeover.REPEAT);
    assertThat(bench.proveBackups().onTakeover(restore)).isEqualTo(Takeover.REPEAT);
    assertThat(bench.proveRestores().onTakeover(restore)).isEqualTo(Takeover.REPEAT);
  }

  @Test
  void givenAChangedTenant_whenTheRestoreIsProven_thenItDiffers() {
    // given
    var restore = (Command.RestoreBackup) restoreAfterDamage().message().data();
    var work = new FakeWork(new Command.ProveRestore(ACME, restore.backup()), 6, "prove");

    // when
    bench.proveRestores().execute(List.of(work));

    // then
    assertThat(work.result).isInstanceOf(Result.RestoreDiffers.class);
  }

  @Test
  void givenNoManifest_whenRestored_thenMissing() {
    // given
    var work = restoreAfterDamage();
    bench.manifests.stored.clear();

    // when
    bench.restoreBackups().execute(List.of(work));

    // then
    assertThat(failure(work)).isEqualTo(FailureCode.BACKUP_MISSING);
    assertThat(work.result).extracting("step").isEqualTo(Step.RESTORE);
  }
}
