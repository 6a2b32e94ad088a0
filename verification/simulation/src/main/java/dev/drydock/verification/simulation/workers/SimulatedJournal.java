package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationJournal;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Fence, intents and receipts in the tenant's own place. */
final class SimulatedJournal implements MigrationJournal {
  private final long token;
  private final Optional<Token> pass;
  private final boolean fenced;

  /**
   * @param fenced whether tokens are compared at all
   */
  SimulatedJournal(long token, Optional<Token> pass, boolean fenced) {
    this.token = token;
    this.pass = pass;
    this.fenced = fenced;
  }

  @Override
  public Optional<Token> pass() {
    return pass;
  }

  @Override
  public void enter(Connection connection) {
    raise(SimulatedConnection.wireOf(connection), token, fenced);
  }

  static void raise(Wire wire, long token, boolean fenced) {
    var place = wire.session().place;
    wire.lock(place.fenceRow, "fence");
    place.raiseFence(token);
    wire.session().endStatementLocks();
    if (fenced) {
      refuseOlder(place, token);
    }
  }

  @Override
  public void checkFence(Connection connection) {
    var wire = SimulatedConnection.wireOf(connection);
    compare(wire);
    wire.session().endStatementLocks();
  }

  private void compare(Wire wire) {
    if (!fenced) {
      return;
    }
    var session = wire.session();
    wire.lock(session.place.fenceRow, "fence");
    if (session.collidesAtFence()) {
      throw Wire.failure(dev.drydock.contracts.FailureCode.LOCK_TIMEOUT, "40001");
    }
    refuseOlder(session.place, token);
  }

  private static void refuseOlder(Place place, long token) {
    if (place.fence > token) {
      throw new TenantDatabaseFailure.Fenced(new Token(place.fence));
    }
  }

  @Override
  public void intend(Connection connection, String script) {
    note(connection, script, "intent");
  }

  @Override
  public void receipt(Connection connection, String script) {
    note(connection, script, "receipt");
  }

  private void note(Connection connection, String script, String what) {
    var wire = SimulatedConnection.wireOf(connection);
    compare(wire);
    var place = wire.session().place;
    var notes = what.equals("intent") ? place.intents : place.receipts;
    wire.tell(
        what + " of " + script,
        () -> wire.session().effect(() -> notes.add(new Place.Note(token, script))));
  }

  @Override
  public List<String> openIntents(Connection connection) {
    var wire = SimulatedConnection.wireOf(connection);
    return wire.ask("open intents", () -> wire.session().place.openIntents());
  }

  @Override
  public List<String> receipts(Connection connection) {
    var wire = SimulatedConnection.wireOf(connection);
    return wire.ask(
        "receipts", () -> wire.session().place.receiptsFrom(pass.map(Token::value).orElse(token)));
  }

  @Override
  public String outsideDigest(Connection connection) {
    return "nothing outside";
  }
}
