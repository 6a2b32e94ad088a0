package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.coordinator.http.RequestsAsRead;

/** The body of a tenant import, as CSV. */
public final class TenantsCsvTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    var read = RequestsAsRead.csv(input);
    if (read.accepted()) {
      var again = RequestsAsRead.json(TenantWriting.json(read.tenants()));
      Property.holds(
          again.accepted() && again.tenants().equals(read.tenants()),
          "tenants read from CSV read differently from JSON");
    }
    if (!Secret.isKnownTo(input)) {
      Secret.isNotIn(RequestsAsRead.csv(secretInEveryCell(input)).mistakes().list());
    }
  }

  /** In front of whatever ends a cell, behind a header of one line, whose names are told. */
  private static byte[] secretInEveryCell(byte[] input) {
    var text = new String(input, UTF_8);
    int header = text.indexOf('\n');
    if (header < 0 || text.substring(0, header).isBlank() || text.lastIndexOf('"', header) >= 0) {
      return input;
    }
    var rows = text.substring(header).replace(",", Secret.TEXT + ",");
    return (text.substring(0, header) + rows).getBytes(UTF_8);
  }

  private TenantsCsvTarget() {}
}
