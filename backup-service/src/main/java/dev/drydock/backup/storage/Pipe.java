package dev.drydock.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from one thread to another through a bounded buffer. Either end may give up, and the other
 * one notices; an end that waits longer than the limit for a byte gives up by itself.
 */
final class Pipe {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int CHUNKS = 8;
  private static final byte[] END = new byte[0];

  private final ArrayBlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private final long stallNanos;
  private volatile boolean broken;
  private volatile boolean stalled;

  Pipe(Duration stall) {
    this.stallNanos = stall.toNanos();
  }

  /** One end failed: the other one's next read or write throws. */
  void breakOff() {
    broken = true;
  }

  boolean stalled() {
    return stalled;
  }

  OutputStream writing() {
    return new Writing();
  }

  InputStream reading() {
    return new Reading();
  }

  private void put(byte[] chunk) throws IOException {
    long waitedFrom = System.nanoTime();
    try {
      while (!broken) {
        if (chunks.offer(chunk, 100, TimeUnit.MILLISECONDS)) {
          return;
        }
        checkStall(waitedFrom);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the reading end is gone");
  }

  private byte[] take() throws IOException {
    long waitedFrom = System.nanoTime();
    try {
      while (!broken) {
        var chunk = chunks.poll(100, TimeUnit.MILLISECONDS);
        if (chunk != null) {
          return chunk;
        }
        checkStall(waitedFrom);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the writing end is gone");
  }

  private void checkStall(long waitedFrom) throws IOException {
    if (System.nanoTime() - waitedFrom > stallNanos) {
      stalled = true;
      broken = true;
      throw new IOException("no byte moved");
    }
  }

  private final class Writing extends OutputStream {
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int filled;
    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      int left = length;
      while (left > 0) {
        int now = Math.min(left, CHUNK_BYTES - filled);
        System.arraycopy(bytes, from, buffer, filled, now);
        filled += now;
        from += now;
        left -= now;
        if (filled == CHUNK_BYTES) {
          flush();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        put(filled == CHUNK_BYTES ? buffer : Arrays.copyOf(buffer, filled));
        buffer = new byte[CHUNK_BYTES];
        filled = 0;
      }
    }

    /** The regular end; a writer that failed calls {@link #breakOff} instead. */
    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        flush();
        put(END);
      }
    }
  }

  private final class Reading extends InputStream {
    private byte @Nullable [] chunk;
    private int position;
    private boolean ended;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      if (length == 0) {
        return 0;
      }
      if (chunk == null || position == chunk.length) {
        chunk = take();
        position = 0;
        if (chunk.length == 0) {
          ended = true;
          return -1;
        }
      }
      int now = Math.min(length, chunk.length - position);
      System.arraycopy(chunk, position, into, offset, now);
      position += now;
      return now;
    }
  }
}
