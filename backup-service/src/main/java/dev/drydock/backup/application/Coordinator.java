package dev.drydock.backup.application;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What only the ledger knows. */
public interface Coordinator {
  /**
   * @throws Silent when it does not answer
   */
  Optional<TenantTarget> tenant(TenantId id);

  /**
   * @throws Silent when it does not answer: then nothing may be deleted
   */
  Releasable releasable(List<BackupId> ids);

  /**
   * @param held reason by ID; what is in neither is held too
   */
  record Releasable(List<BackupId> ids, Map<BackupId, String> held) {}

  /** The coordinator did not answer, or not in words we know. */
  final class Silent extends RuntimeException {
    public Silent() {
      super("the coordinator does not answer");
    }
  }
}
