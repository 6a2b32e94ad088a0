package dev.drydock.tenantdatabases.postgres;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Runs the SQL that {@code pg_restore} writes, its {@code COPY} blocks included, on one connection.
 * The server parses the statements; only the blocks are found here, by the comment that introduces
 * them. A routine whose body looks like one ends in a syntax error, and the caller rolls back.
 */
final class PlainArchive {
  private static final String DATA_FOLLOWS = "; Type: TABLE DATA; ";
  private static final int STATEMENTS_BYTES = 64 * 1024;

  private final BufferedInputStream lines;
  private final Connection connection;
  private final StringBuilder statements = new StringBuilder();

  private PlainArchive(InputStream sql, Connection connection) {
    this.lines = new BufferedInputStream(sql, 128 * 1024);
    this.connection = connection;
  }

  static void run(InputStream sql, Connection connection) throws SQLException, IOException {
    new PlainArchive(sql, connection).run();
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
      } else if (!text.startsWith("\\")) {
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
      Sql.run(connection, statements.toString());
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
