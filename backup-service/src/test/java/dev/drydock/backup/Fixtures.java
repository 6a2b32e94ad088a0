package dev.drydock.backup;

import dev.drydock.backup.application.Archives;
import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tenants and manifests as tests need them. */
public final class Fixtures {
  public static final UpgradeId UPGRADE = new UpgradeId("up-0123456789");
  public static final Fingerprint FINGERPRINT = new Fingerprint("pg-1", "aa", "bb", 7);
  public static final Instant TAKEN_AT = Instant.parse("2026-11-24T20:00:00.123456Z");

  public static TenantTarget database(String tenant) {
    return target(tenant, "db_" + tenant, null);
  }

  public static TenantTarget schema(String tenant) {
    return target(tenant, "shared", "s_" + tenant);
  }

  private static TenantTarget target(String tenant, String database, @Nullable String schema) {
    return new TenantTarget(
        new TenantId(tenant),
        Engine.POSTGRESQL,
        "127.0.0.1",
        5432,
        database,
        schema,
        "env:PG",
        List.of("app_" + tenant));
  }

  public static Manifest manifest(String tenant, long token, Archives.Stored stored) {
    var target = database(tenant);
    var id = BackupId.of(target.id(), new Token(token));
    return new Manifest(
        Manifest.FORMAT,
        id,
        UPGRADE,
        new Token(token),
        target,
        ArchiveId.of(new Token(token), "exec-" + tenant),
        stored.sha256(),
        stored.sizeBytes(),
        List.of(new Manifest.Member(tenant, id)),
        "1.0.0",
        FINGERPRINT,
        TAKEN_AT);
  }

  private Fixtures() {}
}
