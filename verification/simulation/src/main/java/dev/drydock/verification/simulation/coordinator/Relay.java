package dev.drydock.verification.simulation.coordinator;

import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.network.Broker;
import java.time.Duration;
import java.util.List;

/** Sends the outbox under a lease, and deletes what the broker has acknowledged. */
final class Relay {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final String SLOT = "all";
  private final Kernel kernel;
  private final Process process;
  private final Tables tables;
  private final Broker broker;
  private final Decorations decorations;

  Relay(Kernel kernel, Process process, Tables tables, Broker broker, Decorations decorations) {
    this.kernel = kernel;
    this.process = process;
    this.tables = tables;
    this.broker = broker;
    this.decorations = decorations;
  }

  void run() {
    while (true) {
      try {
        if (tables.outbox.isEmpty() || !leased()) {
          tables.outboxFilled.await(POLL);
        } else {
          sendOldest();
        }
      } catch (Ledger.Unavailable | Broker.Unavailable e) {
        kernel.history().tell(process.name(), "relay waits: " + e.getMessage());
        kernel.sleep(Duration.ofSeconds(1));
      }
    }
  }

  private boolean leased() {
    return tables.ledger.transaction(
        "lease the outbox",
        () -> {
          var until = tables.relayLease.get(SLOT);
          boolean mine = process.name().equals(tables.relayHolder.get(SLOT));
          if (!mine && until != null && until > kernel.nanos()) {
            return false;
          }
          tables.relayHolder.put(SLOT, process.name());
          tables.relayLease.put(SLOT, kernel.nanos() + LEASE.toNanos());
          return true;
        });
  }

  private void sendOldest() {
    for (var row : List.copyOf(tables.outbox.values())) {
      if (decorations.deletesBeforeItSends()) {
        delete(row);
      }
      broker.send(row.topic(), row.message());
      delete(row);
    }
  }

  private void delete(Rows.OutboxRow row) {
    tables.ledger.perform("delete what was sent", () -> tables.outbox.remove(row.id()));
  }
}
