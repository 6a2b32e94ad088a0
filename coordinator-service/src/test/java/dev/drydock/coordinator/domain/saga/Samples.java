package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** States and facts of every kind and every shade that the transitions tell apart. */
final class Samples {
  static final Token TOKEN = new Token(7);
  static final Token NEXT = new Token(8);
  static final TenantId TENANT = new TenantId("acme");
  static final UpgradeId UPGRADE = new UpgradeId("up-0000000001");
  static final Fingerprint FINGERPRINT = new Fingerprint("pg-1", "aa", "bb", 3);
  static final Fingerprint OTHER = new Fingerprint("pg-1", "aa", "xx", 3);
  static final MigrationScope SCOPE = new MigrationScope("1.0.0", 2, 0, 100);
  static final MigrationScope MIXED = new MigrationScope("1.0.0", 2, 1, 100);
  static final MigrationScope NOTHING = new MigrationScope("1.1.0", 0, 0, 100);
  static final Failure PASSES = Failure.of(FailureCode.UNREACHABLE);
  static final Failure STAYS = Failure.of(FailureCode.SQL_ERROR, "V2__a.sql");
  static final Failure REFUSED = Failure.of(FailureCode.DRIFT, "public.orders");
  static final BackupReference BACKUP = backup(TOKEN);
  static final ProvenBackup PROVEN = new ProvenBackup(BACKUP);

  static BackupReference backup(Token token) {
    return new BackupReference(
        BackupId.of(TENANT, token),
        TENANT,
        UPGRADE,
        token,
        "backups/" + token,
        "cc",
        100,
        "1.0.0",
        FINGERPRINT,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Each waiting state at this attempt; Migrating with and without what cannot roll back. */
  static List<Waiting> waiting(int attempt) {
    return List.of(
        new Preflight(TOKEN, attempt, Writers.LET_IN),
        new Preflight(TOKEN, attempt, Writers.MAYBE_KEPT_OUT),
        new Quiescing(TOKEN, attempt, SCOPE),
        new BackingUp(TOKEN, attempt, SCOPE),
        new Proving(TOKEN, attempt, SCOPE, BACKUP, attempt),
        new Migrating(TOKEN, attempt, SCOPE, PROVEN),
        new Migrating(TOKEN, attempt, MIXED, PROVEN),
        new Inspecting(TOKEN, attempt, SCOPE, PROVEN, attempt, PASSES),
        new Verifying(TOKEN, attempt, SCOPE, PROVEN),
        new Releasing(TOKEN, attempt, SCOPE, PROVEN),
        new Releasing(TOKEN, attempt, NOTHING, null),
        new ReleasingUntouched(TOKEN, attempt, STAYS),
        new Restoring(TOKEN, attempt, PROVEN, STAYS),
        new ProvingRestore(TOKEN, attempt, PROVEN, STAYS),
        new ReleasingRestored(TOKEN, attempt, PROVEN, STAYS));
  }

  static List<TenantUpgradeState> states() {
    var states = new ArrayList<TenantUpgradeState>();
    states.add(new Pending(TOKEN));
    states.addAll(waiting(1));
    states.addAll(waiting(99));
    waiting(1).forEach(interrupted -> states.add(new Parked(NEXT, interrupted, STAYS)));
    states.add(new Upgraded(TOKEN, SCOPE, PROVEN));
    states.add(new Upgraded(TOKEN, NOTHING, null));
    states.add(new Restored(TOKEN, PROVEN, STAYS));
    states.add(new Untouched(TOKEN, STAYS));
    return states;
  }

  static List<Fact> facts() {
    var facts = new ArrayList<Fact>();
    facts.add(new Admit());
    facts.add(new Retry(Token.NONE));
    facts.add(new Abort(Failure.of(FailureCode.ABORTED)));
    facts.add(new PreflightPassed(SCOPE));
    facts.add(new PreflightPassed(NOTHING));
    facts.add(new PreflightRefused(REFUSED));
    facts.add(new Quiesced());
    facts.add(new BackupTaken(BACKUP));
    facts.add(new BackupTaken(backup(new Token(3))));
    facts.add(new BackupProven(BACKUP.id(), FINGERPRINT));
    facts.add(new BackupProven(BACKUP.id(), OTHER));
    facts.add(new BackupProven(BackupId.of(TENANT, new Token(3)), FINGERPRINT));
    facts.add(new Migrated());
    facts.add(new Verified());
    facts.add(new VerificationFailed(STAYS));
    facts.add(new BackupRestored());
    facts.add(new RestoreProven(FINGERPRINT));
    facts.add(new RestoreProven(OTHER));
    facts.add(new RestoreDiffers(STAYS));
    facts.add(new Released());
    for (var why :
        List.of(
            PASSES,
            STAYS,
            REFUSED,
            Failure.of(FailureCode.BACKUP_CORRUPT),
            Failure.of(FailureCode.CLAIM_REFUSED))) {
      facts.add(new StepFailed(why));
      facts.add(new MigrationFailed(why, Residue.ROLLED_BACK_WHOLE));
      facts.add(new MigrationFailed(why, Residue.LEFT_TRACES));
    }
    facts.add(new StepUnknown(Failure.of(FailureCode.TAKEN_OVER)));
    facts.add(new OutageMet(PASSES));
    facts.add(new NoAnswer(Failure.of(FailureCode.NO_ANSWER)));
    facts.add(new StepFenced(new Token(3), Failure.of(FailureCode.FENCED)));
    facts.add(new StepFenced(new Token(70), Failure.of(FailureCode.FENCED)));
    for (var finding : Finding.values()) {
      facts.add(new Inspected(finding));
    }
    for (var action : Resolution.values()) {
      facts.add(new Resolve(action));
    }
    return facts;
  }

  private Samples() {}
}
