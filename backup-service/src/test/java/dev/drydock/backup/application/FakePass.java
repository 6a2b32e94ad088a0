package dev.drydock.backup.application;

import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationJournal;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** A journal that knows the pass, which is all that a backup service asks it. */
record FakePass(Optional<Token> pass) implements MigrationJournal {
  private static AssertionError notAsked() {
    return new AssertionError("not asked of a backup service");
  }

  @Override
  public void enter(Connection connection) {
    throw notAsked();
  }

  @Override
  public void checkFence(Connection connection) {
    throw notAsked();
  }

  @Override
  public void intend(Connection connection, String script) {
    throw notAsked();
  }

  @Override
  public void receipt(Connection connection, String script) {
    throw notAsked();
  }

  @Override
  public List<String> openIntents(Connection connection) {
    throw notAsked();
  }

  @Override
  public List<String> receipts(Connection connection) {
    throw notAsked();
  }

  @Override
  public String outsideDigest(Connection connection) {
    throw notAsked();
  }
}
