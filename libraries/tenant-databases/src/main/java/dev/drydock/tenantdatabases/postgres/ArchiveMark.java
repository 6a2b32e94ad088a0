package dev.drydock.tenantdatabases.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.HexFormat;

/**
 * Recognises an archive by its first bytes: header, time and the beginning of its table of
 * contents.
 */
final class ArchiveMark {
  private static final int BYTES = 8192;

  private ArchiveMark() {}

  private static String of(byte[] beginning) {
    return HexFormat.of().formatHex(Names.digest().digest(beginning));
  }

  /** Passes everything on and keeps the beginning. */
  static final class Writing extends OutputStream {
    private final OutputStream sink;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(BYTES);

    Writing(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sink.write(bytes, offset, length);
      if (beginning.size() < BYTES) {
        beginning.write(bytes, offset, Math.min(length, BYTES - beginning.size()));
      }
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }

    String mark() {
      return of(beginning.toByteArray());
    }
  }

  /** An archive whose beginning was read already. */
  record Reading(String mark, InputStream archive) {}

  static Reading read(InputStream archive) throws IOException {
    var beginning = archive.readNBytes(BYTES);
    return new Reading(
        of(beginning), new SequenceInputStream(new ByteArrayInputStream(beginning), archive));
  }
}
