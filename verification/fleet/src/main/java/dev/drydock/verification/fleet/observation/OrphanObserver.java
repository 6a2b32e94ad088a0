package dev.drydock.verification.fleet.observation;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.judgement.Observations.OrphanSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What nobody needs any more and nobody took away. */
final class OrphanObserver {
  private static final String SCRATCH = "datname LIKE '\\_drydock\\_s\\_%'";
  private static final String SESSIONS =
      """
      SELECT application_name || ' in ' || datname || ' ' || state FROM pg_stat_activity
      WHERE usename = 'drydock' AND state <> 'idle' AND xact_start < now() - interval '10 s'
      """;

  private final Stack stack;
  private final CanaryFleet fleet;

  OrphanObserver(Stack stack, CanaryFleet fleet) {
    this.stack = stack;
    this.fleet = fleet;
  }

  /**
   * @param latest state of each tenant's latest way
   */
  List<OrphanSeen> orphans(Map<String, String> latest) throws SQLException {
    var orphans = new ArrayList<OrphanSeen>();
    try (var server = stack.postgres().connect("postgres")) {
      add(orphans, "scratch database", server, "SELECT datname FROM pg_database WHERE " + SCRATCH);
      add(orphans, "session", server, SESSIONS);
      add(orphans, "prepared transaction", server, "SELECT gid FROM pg_prepared_xacts");
      if (Rows.texts(server, "SELECT 1 FROM pg_database WHERE datname = '_drydock'").isEmpty()) {
        return orphans;
      }
    }
    inTheControlDatabase(latest, orphans);
    scratchSchemas(orphans);
    objects(orphans);
    return orphans;
  }

  private void inTheControlDatabase(Map<String, String> latest, List<OrphanSeen> orphans)
      throws SQLException {
    try (var control = stack.postgres().connect("_drydock")) {
      for (var tenant : Rows.texts(control, "SELECT DISTINCT tenant FROM public.writer")) {
        if (!"PARKED".equals(latest.get(tenant))) {
          orphans.add(new OrphanSeen("writers kept out", tenant));
        }
      }
      add(
          orphans,
          "copy that is registered",
          control,
          "SELECT database || ' ' || schema FROM public.copy WHERE kind = 'SCRATCH'");
    }
  }

  private void scratchSchemas(List<OrphanSeen> orphans) throws SQLException {
    var databases = new HashSet<String>();
    fleet.tenants().forEach(tenant -> databases.add(tenant.database()));
    for (var database : databases) {
      try (var connection = stack.postgres().connect(database)) {
        add(
            orphans,
            "scratch schema in " + database,
            connection,
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE '\\_drydock\\_s\\_%'");
      }
    }
  }

  /** Uploads without an end, and archives that no manifest in the catalogue names. */
  private void objects(List<OrphanSeen> orphans) throws SQLException {
    var known = new HashSet<String>();
    try (var catalogue = stack.postgres().connect(stack.database(Part.BACKUP))) {
      known.addAll(Rows.texts(catalogue, "SELECT archive FROM backup WHERE state <> 'PRUNED'"));
    }
    var objects = stack.store().objects();
    try (var walk = Files.walk(objects)) {
      walk.filter(Files::isRegularFile)
          .map(file -> objects.relativize(file).toString())
          .forEach(name -> {
            if (name.contains(".mpus") || name.contains("multipart")) {
              orphans.add(new OrphanSeen("upload without an end", name));
            } else if (name.startsWith("archives/") && known.stream().noneMatch(name::contains)) {
              orphans.add(new OrphanSeen("archive without a manifest", name));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(List<OrphanSeen> orphans, String kind, Connection connection, String sql)
      throws SQLException {
    Rows.texts(connection, sql).forEach(name -> orphans.add(new OrphanSeen(kind, name)));
  }
}
