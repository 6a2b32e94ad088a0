package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the ledger's tables. */
final class Rows {
  /** By upgrade and tenant, as the primary key sorts them. */
  record Key(String upgrade, String tenant) implements Comparable<Key> {
    static Key of(TenantUpgrade.Key key) {
      return new Key(key.upgrade().value(), key.tenant().value());
    }

    @Override
    public int compareTo(Key other) {
      int order = upgrade.compareTo(other.upgrade);
      return order != 0 ? order : tenant.compareTo(other.tenant);
    }
  }

  /** A key and a number within it: a sequence, a token, a wave. */
  record Numbered(Key key, long number) implements Comparable<Numbered> {
    @Override
    public int compareTo(Numbered other) {
      int order = key.compareTo(other.key);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  record UpgradeRow(Upgrade upgrade, long eventSequence, boolean digestDue) {}

  record WaveRow(
      UpgradeId upgrade,
      int number,
      String name,
      List<TenantId> tenants,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    boolean isOpen() {
      return startedAt != null && endedAt == null;
    }
  }

  /**
   * @param occupied whether no other upgrade may take the tenant
   */
  record TenantRow(TenantUpgrade tenant, boolean occupied) {}

  record TransitionRow(
      String previousHash,
      String hash,
      String body,
      TenantUpgradeState from,
      TenantUpgradeState to,
      String fact) {}

  record ClaimRow(String step, String execution) {}

  record EventRow(Message<? extends Event> event, long position) {}

  record OutboxRow(long id, String topic, Message<?> message, Instant at) {}

  private Rows() {}
}
