package dev.drydock.coordinator.http;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180): quotes may hold commas, line breaks and doubled quotes. */
final class CsvRecords {
  /** One record and the line it begins on. */
  record CsvRecord(int line, List<String> cells) {
    boolean blank() {
      return cells.size() == 1 && cells.getFirst().isBlank();
    }
  }

  private final String text;
  private final Mistakes mistakes;
  private int at;
  private int line = 1;

  private CsvRecords(String text, Mistakes mistakes) {
    this.text = text;
    this.mistakes = mistakes;
  }

  /** Reads all of it; blank lines are left out, what is broken is noted. */
  static List<CsvRecord> read(String text, Mistakes mistakes) {
    var reader = new CsvRecords(text, mistakes);
    var records = new ArrayList<CsvRecord>();
    while (reader.at < text.length()) {
      var next = reader.next();
      if (!next.blank()) {
        records.add(next);
      }
    }
    return records;
  }

  private CsvRecord next() {
    int begun = line;
    var cells = new ArrayList<String>();
    do {
      cells.add(cell());
    } while (took(','));
    endOfRecord();
    return new CsvRecord(begun, cells);
  }

  private String cell() {
    if (took('"')) {
      return quoted();
    }
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private String quoted() {
    int begun = line;
    var cell = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        line++;
      }
      if (c != '"') {
        cell.append(c);
      } else if (took('"')) {
        cell.append('"');
      } else {
        return cell.toString();
      }
    }
    mistakes.add(begun, null, "a quote that opens here is never closed");
    return cell.toString();
  }

  private void endOfRecord() {
    if (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
      mistakes.add(line, null, "something stands between a closing quote and the next comma");
      while (at < text.length() && text.charAt(at) != '\n') {
        at++;
      }
    }
    took('\r');
    took('\n');
    line++;
  }

  private boolean took(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }
}
