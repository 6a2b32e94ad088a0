package dev.drydock.messaging;

import dev.drydock.contracts.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The HMAC-SHA256 keys of commands, results and events: the first signs, every one verifies. */
final class SigningKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;

  private final List<SecretKey> keys;

  private SigningKeys(List<SecretKey> keys) {
    this.keys = List.copyOf(keys);
  }

  static SigningKeys of(byte[] key) {
    return new SigningKeys(List.of(new SecretKeySpec(key, ALGORITHM)));
  }

  /** Reads a file of base64 lines; what is wrong is said without a byte of a key. */
  static SigningKeys read(Path file) {
    var keys = new ArrayList<SecretKey>();
    try {
      for (var line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          keys.add(new SecretKeySpec(decoded(line.strip(), file), ALGORITHM));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "drydock.signing.key-file: "
              + file
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + ")");
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException("drydock.signing.key-file: " + file + " holds no key");
    }
    return new SigningKeys(keys);
  }

  private static byte[] decoded(String line, Path file) {
    byte[] key;
    try {
      key = java.util.Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "drydock.signing.key-file: " + file + " holds a line that is not base64");
    }
    if (key.length < LEAST_BYTES) {
      throw new IllegalStateException(
          "drydock.signing.key-file: %s holds a key of %d bytes, at least %d are needed"
              .formatted(file, key.length, LEAST_BYTES));
    }
    return key;
  }

  /** That this machine can sign with them. */
  void check() {
    for (var key : keys) {
      started(key);
    }
  }

  String sign(Envelope envelope, byte[] data) {
    return HexFormat.of().formatHex(mac(keys.getFirst(), envelope, data));
  }

  boolean verify(Envelope envelope, byte[] data, String signature) {
    byte[] given;
    try {
      given = HexFormat.of().parseHex(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean valid = false;
    for (var key : keys) {
      valid |= MessageDigest.isEqual(mac(key, envelope, data), given);
    }
    return valid;
  }

  private static byte[] mac(SecretKey key, Envelope envelope, byte[] data) {
    var mac = started(key);
    update(mac, envelope.type());
    update(mac, envelope.id());
    update(mac, envelope.upgradeId().value());
    update(mac, envelope.tenantId().value());
    update(mac, Long.toString(envelope.token().value()));
    update(mac, data);
    if (envelope.sequence() != 0) {
      update(mac, Long.toString(envelope.sequence()));
    }
    return mac.doFinal();
  }

  private static Mac started(SecretKey key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static void update(Mac mac, String field) {
    update(mac, field.getBytes(StandardCharsets.UTF_8));
  }

  /** Each field behind its length, so that no two lists of fields give the same bytes. */
  private static void update(Mac mac, byte[] field) {
    mac.update(ByteBuffer.allocate(4).putInt(field.length).flip());
    mac.update(field);
  }
}
