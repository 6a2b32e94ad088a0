package dev.drydock.coordinator.domain.release;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The checksum that Flyway writes into a tenant's history: CRC-32 over the lines, without ends. */
final class FlywayChecksum {
  static int of(String text) {
    var crc = new CRC32();
    text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  private FlywayChecksum() {}
}
