package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import java.util.Map;

/** Signed summaries of ended upgrades, kept outside the ledger so that they can convict it. */
public interface Digests {
  /** Writes a digest of this end of the upgrade; no error when it is there already. */
  void write(Upgrade upgrade, Map<TenantId, String> chainHeads);
}
