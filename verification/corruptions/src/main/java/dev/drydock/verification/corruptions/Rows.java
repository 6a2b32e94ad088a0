package dev.drydock.verification.corruptions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a table in {@code COPY} format, and the end of the block behind them. */
record Rows(List<String> rows, String end) {
  private static final String END = "\\.\n";

  Rows {
    rows = List.copyOf(rows);
  }

  static Rows of(byte[] content) {
    var text = new String(content, StandardCharsets.ISO_8859_1);
    int end = text.startsWith(END) ? 0 : text.lastIndexOf("\n" + END) + 1;
    if (end == 0 && !text.startsWith(END)) {
      throw new IllegalArgumentException("a block of rows without its end");
    }
    var rows = end == 0 ? List.<String>of() : Arrays.asList(text.substring(0, end).split("\n", -1));
    return new Rows(rows.isEmpty() ? rows : rows.subList(0, rows.size() - 1), text.substring(end));
  }

  byte[] bytes() {
    var text = new StringBuilder();
    rows.forEach(row -> text.append(row).append('\n'));
    return text.append(end).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  Rows with(List<String> changed) {
    return new Rows(changed, end);
  }

  Rows with(int row, String changed) {
    var some = new ArrayList<>(rows);
    some.set(row, changed);
    return with(some);
  }

  static List<String> fields(String row) {
    return new ArrayList<>(Arrays.asList(row.split("\t", -1)));
  }
}
