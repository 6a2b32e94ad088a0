package dev.drydock.coordinator.http;

import dev.drydock.access.SafeText;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.TenantCheck;
import dev.drydock.coordinator.domain.tenant.TenantDraft;
import dev.drydock.coordinator.domain.tenant.TenantDraft.Field;
import dev.drydock.coordinator.domain.tenant.TenantDraft.Value;
import dev.drydock.coordinator.http.CsvRecords.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads tenants from CSV: the first line names the columns; {@code writerRoles} are separated by
 * {@code ;}, {@code labels} are {@code name=value;name=value}.
 */
final class TenantCsv {
  private final Mistakes mistakes;
  private final List<String> columns;

  private TenantCsv(List<String> columns, Mistakes mistakes) {
    this.columns = columns;
    this.mistakes = mistakes;
  }

  static List<TenantDraft> read(String text, Mistakes mistakes) {
    var records = CsvRecords.read(text, mistakes);
    if (records.isEmpty()) {
      mistakes.add(1, null, "there is nothing in it; the first line names the columns");
      return List.of();
    }
    var header = records.getFirst();
    var columns = header.cells().stream().map(SafeText::of).toList();
    if (!knowsColumns(header.line(), columns, mistakes)) {
      return List.of();
    }
    var csv = new TenantCsv(columns, mistakes);
    return records.stream().skip(1).map(csv::draft).toList();
  }

  private static boolean knowsColumns(int line, List<String> columns, Mistakes mistakes) {
    int before = mistakes.count();
    for (var column : columns) {
      if (!TenantCheck.FIELDS.contains(column)) {
        mistakes.add(
            line,
            column,
            "is not a column of tenants; these are: " + String.join(", ", TenantCheck.FIELDS));
      } else if (columns.indexOf(column) != columns.lastIndexOf(column)) {
        mistakes.add(line, column, "appears twice");
      }
    }
    return mistakes.count() == before;
  }

  private TenantDraft draft(CsvRecord row) {
    if (row.cells().size() != columns.size()) {
      mistakes.add(
          row.line(),
          null,
          "has %d cells, the header has %d".formatted(row.cells().size(), columns.size()));
    }
    var fields = new LinkedHashMap<String, Field>();
    for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
      var column = columns.get(i);
      fields.put(column, new Field(row.line(), value(row, column, row.cells().get(i))));
    }
    return new TenantDraft(row.line(), "", fields);
  }

  private Value value(CsvRecord row, String column, String cell) {
    if (cell.isEmpty()) {
      return new Value.Nothing();
    }
    return switch (column) {
      case "port" -> port(cell);
      case "writerRoles" -> new Value.Texts(parts(cell));
      case "labels" -> labels(row, cell);
      default -> new Value.Text(cell);
    };
  }

  private static Value port(String cell) {
    try {
      return new Value.Whole(Long.parseLong(cell));
    } catch (NumberFormatException e) {
      return new Value.Unfit();
    }
  }

  private Value labels(CsvRecord row, String cell) {
    var labels = new TreeMap<String, String>();
    for (var part : parts(cell)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        return new Value.Unfit();
      }
      var name = part.substring(0, equals).strip();
      if (labels.put(name, part.substring(equals + 1).strip()) != null) {
        mistakes.add(row.line(), "labels", "names '" + SafeText.of(name) + "' twice");
      }
    }
    return new Value.Pairs(labels);
  }

  private static List<String> parts(String cell) {
    return new ArrayList<>(
        Arrays.stream(cell.split(";")).map(String::strip).filter(part -> !part.isEmpty()).toList());
  }
}
