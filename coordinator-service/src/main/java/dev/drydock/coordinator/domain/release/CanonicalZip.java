package dev.drydock.coordinator.domain.release;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A bundle's bytes in canonical form: equal content is equal bytes, and so an equal address. */
public final class CanonicalZip {
  private final byte[] bytes;
  private final String sha256;

  CanonicalZip(byte[] bytes) {
    this.bytes = bytes.clone();
    this.sha256 = sha256(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /** Hex. */
  public String sha256() {
    return sha256;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
