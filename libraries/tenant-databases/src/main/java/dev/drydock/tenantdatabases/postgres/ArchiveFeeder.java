package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Streams archives through {@code pg_restore}, without a spool. */
final class ArchiveFeeder {
  private static final SecureRandom KEYS = new SecureRandom();

  private final Connections connections;
  private final Tools tools;

  ArchiveFeeder(Connections connections, Tools tools) {
    this.connections = connections;
    this.tools = tools;
  }

  /**
   * Into a database that is dropped when this fails: each statement commits alone, so that the lock
   * table does not limit the size.
   *
   * @param schemas those to restore, which exist already; empty for everything
   */
  void intoDatabase(
      InputStream archive, TenantTarget tenant, Token token, String database, List<String> schemas)
      throws IOException {
    var command = command(schemas);
    command.add("--exit-on-error");
    command.add("--dbname=" + Tool.database(database));
    try (var tool = start(tenant, token, command)) {
      tool.feed(archive);
      tool.finish(FailureCode.RESTORE_TOOL_FAILED);
    }
  }

  /** Into one schema that exists, inside the caller's transaction. */
  void intoTransaction(
      InputStream archive, TenantTarget tenant, Token token, String schema, Connection connection)
      throws SQLException, IOException {
    var command = command(List.of(schema));
    command.add("--file=-");
    var key = tools.restricts() ? HexFormat.of().toHexDigits(KEYS.nextLong()) : "";
    if (!key.isEmpty()) {
      command.add("--restrict-key=" + key);
    }
    try (var tool = start(tenant, token, command)) {
      var feeding =
          CompletableFuture.runAsync(
              () -> feed(tool, archive), task -> Thread.ofVirtual().start(task));
      try {
        PlainArchive.run(tool.output(), connection, key);
      } catch (SQLException | IOException | RuntimeException e) {
        tool.close();
        throw e;
      }
      finished(feeding);
      tool.finish(FailureCode.RESTORE_TOOL_FAILED);
    }
  }

  private static void feed(Tool tool, InputStream archive) {
    try {
      tool.feed(archive);
    } catch (IOException e) {
      tool.close();
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.STORE_UNAVAILABLE));
    }
  }

  private static void finished(CompletableFuture<Void> feeding) {
    try {
      feeding.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.INTERNAL, "interrupted"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.RESTORE_TOOL_FAILED));
    }
  }

  private Tool start(TenantTarget tenant, Token token, List<String> command) {
    return Tool.start(connections, tenant, token, command, connections.settings().restoreStall());
  }

  private List<String> command(List<String> schemas) {
    var command =
        new ArrayList<>(
            List.of(
                tools.command("pg_restore"),
                "--format=custom",
                "--no-subscriptions",
                "--no-password"));
    for (var schema : schemas) {
      command.add("--schema=" + schema);
    }
    return command;
  }
}
