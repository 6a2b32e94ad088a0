package dev.drydock.migration.domain;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.TenantInspected;
import java.util.List;

/**
 * What an interrupted migration left, read when nothing older can take effect any more.
 *
 * @param pending scripts that the tenant's history does not show
 * @param receipts of this pass
 * @param openIntents scripts that began, cannot be rolled back, and have no receipt
 * @param unchanged whether the fingerprint equals the backup's
 */
public record Inspection(
    PendingScripts pending, List<String> receipts, List<String> openIntents, boolean unchanged) {

  public TenantInspected verdict() {
    if (!openIntents.isEmpty()) {
      return new TenantInspected(
          Finding.PARTIAL,
          Failure.of(FailureCode.INTENT_WITHOUT_RECEIPT, openIntents.getFirst())
              .withCount(openIntents.size()));
    }
    if (pending.none()) {
      return new TenantInspected(Finding.MIGRATED, null);
    }
    if (unchanged && receipts.isEmpty()) {
      return new TenantInspected(Finding.UNCHANGED, null);
    }
    return new TenantInspected(
        Finding.PARTIAL,
        Failure.of(FailureCode.FINGERPRINT_DIFFERS, pending.names().getFirst())
            .withAdvice("Scripts before this one took effect; a restore puts the tenant back."));
  }
}
