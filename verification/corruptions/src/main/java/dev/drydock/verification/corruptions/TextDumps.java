package dev.drydock.verification.corruptions;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.local.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The judge of whether a corruption changed anything, which knows nothing of fingerprints: what the
 * true dump and the lying one restore to, as {@code pg_dump} writes it, the rows of each table
 * sorted.
 */
final class TextDumps {
  private static final String DATABASE = "_judged";

  private final Servers servers;
  private final Map<TenantId, List<String>> restored = new HashMap<>();

  TextDumps(Servers servers) {
    this.servers = servers;
  }

  /**
   * @param truth the tenant's own dump: a round trip spells some expressions in another way
   * @param dump as it was sealed
   * @return the first line that differs; empty when both restore to the same
   */
  Optional<String> difference(TenantTarget tenant, byte[] truth, byte[] dump) {
    return difference(
        restored.computeIfAbsent(tenant.id(), _ -> restored(tenant, truth)),
        restored(tenant, dump));
  }

  private List<String> restored(TenantTarget tenant, byte[] dump) {
    var copy = tenant.database() + DATABASE;
    servers.databases.restoreInto(new ByteArrayInputStream(dump), tenant, copy);
    try {
      return of(tenant, copy);
    } finally {
      servers.postgres.execute("postgres", "DROP DATABASE " + copy + " WITH (FORCE)");
    }
  }

  static Optional<String> difference(List<String> live, List<String> again) {
    for (int i = 0; i < Math.max(live.size(), again.size()); i++) {
      var one = i < live.size() ? live.get(i) : "the end";
      var other = i < again.size() ? again.get(i) : "the end";
      if (!one.equals(other)) {
        return Optional.of("'%s' is restored as '%s'".formatted(one, other));
      }
    }
    return Optional.empty();
  }

  private List<String> of(TenantTarget tenant, String database) {
    var command = new ArrayList<String>();
    command.add(servers.postgres.binaries().resolve("pg_dump").toString());
    command.add("--encoding=UTF8");
    if (tenant.schema() != null) {
      command.add("--schema=" + tenant.schema());
    }
    command.add("--dbname=" + database);
    return normal(output(command));
  }

  private String output(List<String> command) {
    PostgresServer server = servers.postgres;
    var builder = new ProcessBuilder(command);
    builder.environment().put("PGHOST", server.host());
    builder.environment().put("PGPORT", Integer.toString(server.port()));
    builder.environment().put("PGUSER", server.superuser());
    builder.environment().put("PGPASSWORD", server.superuserPassword());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = builder.start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("pg_dump failed");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Without comments and keys; the lines of each {@code COPY} sorted. */
  static List<String> normal(String sql) {
    var lines = new ArrayList<String>();
    var rows = new ArrayList<String>();
    var inRows = false;
    for (var line : sql.split("\n", -1)) {
      if (inRows && !line.equals("\\.")) {
        rows.add(line);
      } else if (inRows) {
        Collections.sort(rows);
        lines.addAll(rows);
        rows.clear();
        inRows = false;
      } else if (!line.startsWith("--") && !line.startsWith("\\") && !line.isBlank()) {
        lines.add(line);
        inRows = line.startsWith("COPY ") && line.endsWith(" FROM stdin;");
      }
    }
    return lines;
  }
}
