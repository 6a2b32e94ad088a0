package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.messaging.Inbox;
import dev.drydock.messaging.Outbox;
import java.util.List;

/** What a mutant of the protocol puts around the coordinator's ports; by itself nothing. */
public interface Decorations {
  Decorations NONE = new Decorations() {};

  default TenantUpgrades tenantUpgrades(TenantUpgrades real) {
    return real;
  }

  default Upgrades upgrades(Upgrades real) {
    return real;
  }

  default Outbox outbox(Outbox real) {
    return real;
  }

  default Inbox inbox(Inbox real) {
    return real;
  }

  /**
   * @param tenantUpgrades readable: called in the transaction that handles the answers
   */
  default List<Message<? extends Result>> results(
      List<Message<? extends Result>> arrived, TenantUpgrades tenantUpgrades) {
    return arrived;
  }

  /** Whether a row is deleted from the outbox before it is sent. */
  default boolean deletesBeforeItSends() {
    return false;
  }
}
