package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a backup that a person asked for, outside any upgrade: consistent, since it is one
 * snapshot, but not quiesced. Its ID is {@code bk-<tenant>-adhoc-<random>}, its token 0.
 */
@ApplicationScoped
public class CreateBackup {
  private final Coordinator coordinator;
  private final StoreSnapshot storeSnapshot;

  CreateBackup(Coordinator coordinator, StoreSnapshot storeSnapshot) {
    this.coordinator = coordinator;
    this.storeSnapshot = storeSnapshot;
  }

  /**
   * @return empty when there is no such tenant
   * @throws Coordinator.Silent when nobody says where the tenant is
   */
  public Optional<Manifest> of(TenantId tenant) {
    return coordinator
        .tenant(tenant)
        .map(target -> {
          var random = UUID.randomUUID().toString();
          var id = new BackupId("bk-" + tenant + "-adhoc-" + random.substring(24));
          var order = new StoreSnapshot.Order(id, null, Token.NONE, target);
          return storeSnapshot.of(List.of(order), random, Watch.NONE).getFirst();
        });
  }
}
