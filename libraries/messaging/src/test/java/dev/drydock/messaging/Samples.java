package dev.drydock.messaging;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.NameBasedId;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantState;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One message of each type, with every component filled. */
final class Samples {
  static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  static final UpgradeId UPGRADE = new UpgradeId("up-01JD3ZK8M9");
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static final Fingerprint FINGERPRINT =
      new Fingerprint("pg-1", "ab".repeat(32), "cd".repeat(32), 1_234_567);
  private static final Failure FAILURE =
      new Failure(
          FailureCode.FOREIGN_KEY_VIOLATION,
          "V1_1_2__orders_shop.sql",
          7,
          "23503",
          3,
          "Mend the orders that name no shop, then retry.");
  private static final ReleaseReference RELEASE =
      new ReleaseReference(
          "etsy-sync", "1.1.0", "1.1.3", "ef".repeat(32), "bundles/" + "ef".repeat(32) + ".zip");

  static List<Object> all() {
    var tenant = target("shop-a");
    var backup = backup(tenant.id());
    return List.of(
        new Command.CheckTenant(tenant, RELEASE),
        new Command.QuiesceTenant(tenant),
        new Command.TakeBackup(tenant, backup.id()),
        new Command.ProveBackup(tenant, backup),
        new Command.MigrateTenant(tenant, RELEASE, backup),
        new Command.InspectTenant(tenant, RELEASE, backup),
        new Command.VerifyTenant(tenant, RELEASE),
        new Command.RestoreBackup(tenant, backup),
        new Command.ProveRestore(tenant, backup),
        new Command.ReleaseTenant(tenant),
        new Result.PreflightPassed(
            "1.0.0",
            List.of("V1_1_1__shops.sql"),
            List.of("V1_1_3__index.sql"),
            8_192,
            List.of("no rows in orders")),
        new Result.PreflightRefused(List.of(FAILURE)),
        new Result.TenantQuiesced(3),
        new Result.BackupTaken(backup, 1_500),
        new Result.BackupProven(backup.id(), FINGERPRINT, 2_500),
        new Result.TenantMigrated("1.1.3", 3, 700),
        new Result.MigrationFailed(FAILURE, Result.Residue.ROLLED_BACK_WHOLE),
        new Result.TenantInspected(Result.Finding.PARTIAL, FAILURE),
        new Result.TenantVerified("1.1.3", 4),
        new Result.VerificationFailed(List.of(FAILURE)),
        new Result.BackupRestored("shop_a_failed_7", 3_000),
        new Result.RestoreProven(FINGERPRINT),
        new Result.RestoreDiffers(FAILURE),
        new Result.TenantReleased(),
        new Result.StepFailed(Step.BACKUP, FAILURE),
        new Result.StepUnknown(Step.MIGRATE, FAILURE),
        new Result.StepFenced(Step.RESTORE, new Token(9)),
        new Progress(Step.BACKUP, "uploading", 1, 4_096, 8_192),
        new Event.UpgradeStarted(
            "etsy-sync:1.1.0",
            List.of(new Event.WavePlan(0, "canary", 1)),
            Map.of("shop-a", 0),
            "ada"),
        new Event.WaveStarted(0, "canary", 1),
        new Event.WaveFinished(0, "canary", 1, 0, 0, 0),
        new Event.UpgradePaused("OPERATOR", "ada"),
        new Event.UpgradeResumed("ada"),
        new Event.UpgradeAborting("ada"),
        new Event.UpgradeEnded("COMPLETED_WITH_FAILURES", 57, 1, 2, 0),
        new Event.TenantMoved(
            1,
            0,
            2,
            "MIGRATING",
            "RESTORING",
            Step.RESTORE,
            Step.MIGRATE,
            812,
            FAILURE,
            new Event.BackupSummary(backup.id().value(), 4_096, "12".repeat(32), "PROVEN"),
            NOON),
        new TenantState("etsy-sync:1.1.0", "1.1.3", "SERVING", "UPGRADED"));
  }

  static TenantTarget target(String id) {
    return target(id, "db1.example.org");
  }

  static TenantTarget target(String id, String host) {
    return new TenantTarget(
        new TenantId(id),
        Engine.POSTGRESQL,
        host,
        5432,
        "shops",
        "shop_a",
        "file:/etc/drydock/credential",
        List.of("shop_a_app"));
  }

  static BackupReference backup(TenantId tenant) {
    return new BackupReference(
        BackupId.of(tenant, new Token(7)),
        tenant,
        UPGRADE,
        new Token(7),
        "archives/shop-a.dump.zst.enc",
        "12".repeat(32),
        4_096,
        "1.0.0",
        FINGERPRINT,
        NOON);
  }

  static <T> Message<T> message(String tenant, long token, long sequence, T data) {
    var type = MessageTypes.of(data.getClass());
    return new Message<>(
        new Envelope(
            NameBasedId.of(type + "/" + UPGRADE + "/" + tenant + "/" + token + "/" + sequence)
                .toString(),
            type,
            "/drydock/test",
            NOON,
            UPGRADE,
            new TenantId(tenant),
            new Token(token),
            sequence,
            "00000000-0000-5000-8000-000000000001",
            NOON.plusSeconds(30),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        data);
  }

  private Samples() {}
}
