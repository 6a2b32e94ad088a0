package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.migration.domain.AppliedScript;
import dev.drydock.migration.domain.History;
import dev.drydock.migration.domain.SchemaVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one tenant's database holds: a value, so that a snapshot is just kept.
 *
 * @param schema as sorted lines
 * @param canary every script does {@code v = v * 3 + 1} to it
 * @param journal every script appends its name to it
 * @param history of the migrations
 * @param writes how many times the tenant's application has committed
 */
public record Content(
    List<String> schema,
    long canary,
    List<String> journal,
    List<AppliedScript> history,
    long writes) {
  private static final String END = "end of archive";
  private static final int FIELDS = 7;

  public static final Content EMPTY = new Content(List.of(), 1, List.of(), List.of(), 0);

  Content withCanaryMoved() {
    return new Content(schema, canary * 3 + 1, journal, history, writes);
  }

  Content withJournal(String script) {
    return new Content(schema, canary, and(journal, script), history, writes);
  }

  Content withTable(String line) {
    var lines = new ArrayList<>(schema);
    lines.add(line);
    lines.sort(null);
    return new Content(List.copyOf(lines), canary, journal, history, writes);
  }

  Content withHistory(AppliedScript row) {
    return new Content(schema, canary, journal, and(history, row), writes);
  }

  Content withWrite() {
    return new Content(schema, canary, journal, history, writes + 1);
  }

  Content withWrites(long count) {
    return new Content(schema, canary, journal, history, count);
  }

  private static <T> List<T> and(List<T> list, T last) {
    var all = new ArrayList<>(list);
    all.add(last);
    return List.copyOf(all);
  }

  History asHistory() {
    return new History(true, true, history);
  }

  /** As the product's: schema and rows by themselves, the history's rows among the others. */
  Fingerprint fingerprint() {
    return new Fingerprint(
        "sim-1",
        Integer.toHexString(schema.hashCode()),
        Long.toHexString(
            ((canary * 31 + journal.hashCode()) * 31 + history.hashCode()) * 31 + writes),
        1 + journal.size() + history.size() + writes);
  }

  byte[] dumped() {
    var text = new StringBuilder();
    text.append(String.join(",", schema)).append('\n').append(canary).append('\n');
    text.append(String.join(",", journal)).append('\n').append(writes).append('\n');
    for (var row : history) {
      text.append(row.rank()).append('|').append(row.version()).append('|');
      text.append(row.description()).append('|').append(row.type()).append('|');
      text.append(row.script()).append('|').append(row.checksum()).append('|');
      text.append(row.success()).append('\n');
    }
    return text.append(END).append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IOException when it is not a whole dump
   */
  static Content restored(byte[] dump) throws IOException {
    var lines = new String(dump, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < 5 || !lines.getLast().equals(END)) {
      throw new IOException("not a whole archive");
    }
    try {
      var history = lines.subList(4, lines.size() - 1).stream().map(Content::row).toList();
      return new Content(
          list(lines.get(0)),
          Long.parseLong(lines.get(1)),
          list(lines.get(2)),
          history,
          Long.parseLong(lines.get(3)));
    } catch (RuntimeException e) {
      throw new IOException("not an archive", e);
    }
  }

  private static List<String> list(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(","));
  }

  private static AppliedScript row(String line) {
    var fields = line.split("\\|");
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("no row of a history");
    }
    return new AppliedScript(
        Integer.parseInt(fields[0]),
        SchemaVersion.parse(fields[1]).orElseThrow(),
        fields[2],
        fields[3],
        fields[4],
        Integer.valueOf(fields[5]),
        Boolean.parseBoolean(fields[6]));
  }
}
