package dev.drydock.verification.corruptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** An archive that {@code pg_dump} 15 wrote of a small database. */
public final class Dumps {
  public static byte[] small() {
    try (var dump = Dumps.class.getResourceAsStream("small.dump")) {
      return Objects.requireNonNull(dump).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Dumps() {}
}
