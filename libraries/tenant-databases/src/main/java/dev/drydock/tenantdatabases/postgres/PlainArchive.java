package dev.drydock.tenantdatabases.postgres;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Runs the SQL that {@code pg_restore} writes, its {@code COPY} blocks included, on one connection.
 * The server parses the statements; only the blocks are found here, by the comment that introduces
 * them. A routine whose body looks like one ends in a syntax error, and the caller rolls back. Of
 * what is {@code psql}'s alone only the two lines with our own key are left out.
 */
final class PlainArchive {
  private static final String DATA_FOLLOWS = "; Type: TABLE DATA; ";
  private static final int STATEMENTS_BYTES = 64 * 1024;

  private final BufferedInputStream lines;
  private final Connection connection;
  private final StringBuilder statements = new StringBuilder();

  private final Set<String> ofPsql;

  private PlainArchive(InputStream sql, Connection connection, String key) {
    this.lines = new BufferedInputStream(sql, 128 * 1024);
    this.connection = connection;
    this.ofPsql =
        key.isEmpty() ? Set.of() : Set.of("\\restrict " + key + "\n", "\\unrestrict " + key + "\n");
  }

  /**
   * @param key that {@code pg_restore} was given for its {@code \restrict} lines; empty when it
   *     writes none
   */
  static void run(InputStream sql, Connection connection, String key)
      throws SQLException, IOException {
    new PlainArchive(sql, connection, key).run();
  }

  private void run() throws SQLException, IOException {
    var dataFollows = false;
    for (var line = line(); line != null; line = line()) {
      var text = new String(line, StandardCharsets.UTF_8);
      if (text.startsWith("-- ") && text.contains("; Type: ")) {
        dataFollows = text.startsWith("-- Data for Name: ") && text.contains(DATA_FOLLOWS);
        flushIfLong();
      }
      if (dataFollows && text.startsWith("COPY ") && text.endsWith(" FROM stdin;\n")) {
        flush();
        copy(text.substring(0, text.length() - 2));
        dataFollows = false;
      } else if (!ofPsql.contains(text)) {
        statements.append(text);
      }
    }
    flush();
  }

  private void copy(String statement) throws SQLException, IOException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    try {
      for (var line = line(); line != null; line = line()) {
        if (line.length == 3 && line[0] == '\\' && line[1] == '.') {
          copy.endCopy();
          return;
        }
        copy.writeToCopy(line, 0, line.length);
      }
      throw new IOException("the archive ends inside a table");
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void flushIfLong() throws SQLException {
    if (statements.length() > STATEMENTS_BYTES) {
      flush();
    }
  }

  private void flush() throws SQLException {
    if (!statements.toString().isBlank()) {
      try (var statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        statement.execute(statements.toString());
      }
    }
    statements.setLength(0);
  }

  private byte @Nullable [] line() throws IOException {
    var line = new ByteArrayOutputStream(256);
    for (int b = lines.read(); b >= 0; b = lines.read()) {
      line.write(b);
      if (b == '\n') {
        return line.toByteArray();
      }
    }
    return line.size() == 0 ? null : line.toByteArray();
  }
}
