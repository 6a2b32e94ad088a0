package dev.drydock.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What is being put: cut into parts, counted and digested on the way through. */
final class CountedContent {
  private static final int FIRST_BUFFER_BYTES = 64 * 1024;

  private final InputStream content;
  private final int partSizeBytes;
  private final MessageDigest sha256 = sha256();
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int partBytes;
  private long sizeBytes;
  private boolean ended;

  CountedContent(InputStream content, int partSizeBytes) {
    this.content = content;
    this.partSizeBytes = partSizeBytes;
  }

  /** Reads the next part into {@link #part()}; the buffer grows to one part and is used again. */
  void nextPart() throws IOException {
    partBytes = 0;
    while (partBytes < partSizeBytes) {
      if (partBytes == buffer.length) {
        buffer = Arrays.copyOf(buffer, (int) Math.min(partSizeBytes, buffer.length * 4L));
      }
      int read = content.read(buffer, partBytes, buffer.length - partBytes);
      if (read < 0) {
        ended = true;
        break;
      }
      partBytes += read;
    }
    sha256.update(buffer, 0, partBytes);
    sizeBytes += partBytes;
  }

  byte[] part() {
    return buffer;
  }

  int partBytes() {
    return partBytes;
  }

  boolean ended() {
    return ended;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** Ends the digest; once. */
  String sha256Hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
