package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.Topics;
import dev.drydock.coordinator.application.Doorbell;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Looks at what the relay has left in the outbox. */
@ApplicationScoped
class PostgresDoorbell implements Doorbell {
  private final Ledger ledger;

  PostgresDoorbell(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Set<String> stuckFor(Duration limit) {
    return Set.copyOf(
        ledger.query(
            """
            select distinct topic from outbox
             where topic = any (?) and refused is null
               and created_at < clock_timestamp() - ? * interval '1 millisecond'
            """,
            row -> row.getString(1),
            new String[] {Topics.MIGRATION_COMMANDS, Topics.BACKUP_COMMANDS},
            limit.toMillis()));
  }
}
