package dev.drydock.verification.chaos;

import dev.drydock.local.Installation;
import dev.drydock.verification.fleet.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Notices that no tenant moves any more, and writes down what everyone is doing. */
final class Stuck {
  private static final String STATES =
      """
      SELECT string_agg(concat_ws(' ', upgrade_id, tenant_id, state, 'token', token, 'attempt', attempt,
        'sends', sends, 'since', since, 'wakes', wake_at, 'alive', alive_at, outage_code), E'\\n')
      FROM tenant_upgrade WHERE occupied
      """;

  private final Bench bench;
  private final Duration limit;
  private long moves = -1;
  private long movedAt = System.nanoTime();

  /**
   * @param limit how long nobody may move while no fault is in effect and an upgrade is under way
   */
  Stuck(Bench bench, Duration limit) {
    this.bench = bench;
    this.limit = limit;
  }

  /** To be asked every second or so. */
  boolean isStuck(boolean underWay, Duration faultsOffFor) {
    long now = moves();
    if (now != moves || !underWay) {
      moves = now;
      movedAt = System.nanoTime();
      return false;
    }
    var still = Duration.ofNanos(System.nanoTime() - movedAt);
    var undisturbed = still.compareTo(faultsOffFor) < 0 ? still : faultsOffFor;
    return undisturbed.compareTo(limit) > 0;
  }

  private long moves() {
    try {
      return Long.parseLong(ledger("SELECT count(*)::text FROM transition"));
    } catch (SQLException away) {
      return moves;
    }
  }

  private String ledger(String sql) throws SQLException {
    var database = bench.stack().database(Part.COORDINATOR);
    try (var connection = bench.stack().postgres().connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  /** Thread dumps of the services and the ledger's state, into the run's folder. */
  void dump(RunFolder folder) {
    for (var service : Part.SERVICES) {
      folder.write("threads-%s.txt".formatted(service.label()), threads(service));
    }
    try {
      folder.write("ledger.txt", ledger(STATES));
    } catch (SQLException e) {
      folder.write("ledger.txt", "not to be read: " + e.getMessage());
    }
  }

  private String threads(Part service) {
    var jcmd = Path.of(Installation.java()).resolveSibling("jcmd").toString();
    try {
      var process =
          new ProcessBuilder(jcmd, Long.toString(bench.stack().pid(service)), "Thread.print")
              .redirectErrorStream(true)
              .start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return text;
    } catch (IOException e) {
      return "not to be read: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
