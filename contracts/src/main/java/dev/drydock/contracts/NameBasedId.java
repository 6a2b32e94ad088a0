package dev.drydock.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Version 5 UUIDs (RFC 9562, section 5.5): the same key is the same message, whoever sends it and
 * however often.
 */
public final class NameBasedId {
  private static final UUID NAMESPACE = UUID.fromString("7d9d2f0e-6f0a-5c1b-9c67-0d5dd0c4a4a5");

  /**
   * @param key the idempotency key: what is done, for whom, under which token
   */
  public static UUID of(String key) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      var hash = ByteBuffer.wrap(sha1.digest(key.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & ~0xF000L) | 0x5000L;
      long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private NameBasedId() {}
}
