package dev.drydock.backup.application;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells the watch how much was read. */
final class WatchedStream extends FilterInputStream {
  private static final long STEP_BYTES = 4L << 20;

  private final Watch watch;
  private final String phase;
  private long readBytes;
  private long toldBytes;

  WatchedStream(InputStream in, Watch watch, String phase) {
    super(in);
    this.watch = watch;
    this.phase = phase;
    watch.moved(phase, 0);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    tell(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    tell(Math.max(read, 0));
    return read;
  }

  private void tell(int more) {
    readBytes += more;
    if (readBytes - toldBytes >= STEP_BYTES) {
      toldBytes = readBytes;
      watch.moved(phase, readBytes);
    }
  }
}
