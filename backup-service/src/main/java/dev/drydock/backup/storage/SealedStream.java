package dev.drydock.backup.storage;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.google.crypto.tink.StreamingAead;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.objectstore.ObjectStoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored archive on its way back: digested, decrypted under its own ID, decompressed. Remembers
 * its own first failure, since whoever reads it may report only that a tool broke.
 */
final class SealedStream extends InputStream {
  private final ArchiveId id;
  private final DigestInputStream stored;
  private final InputStream decrypted;
  private final InputStream plain;
  private @Nullable RuntimeException broken;

  SealedStream(InputStream object, StreamingAead keys, ArchiveId id) throws IOException {
    this.id = id;
    this.stored = new ReadOnce(object);
    try {
      this.decrypted = keys.newDecryptingStream(stored, associatedData(id));
    } catch (GeneralSecurityException e) {
      throw new Keyset.KeysetUnusable("no key opens archives");
    }
    this.plain = new ZstdInputStreamNoFinalizer(decrypted);
  }

  static byte[] associatedData(ArchiveId id) {
    return ("drydock-archive-1/" + id).getBytes(StandardCharsets.UTF_8);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Without going back: bytes that are read twice would be digested twice. */
  private static final class ReadOnce extends DigestInputStream {
    ReadOnce(InputStream object) {
      super(object, sha256());
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return plain.read(into, offset, length);
    } catch (ObjectStoreFailure e) {
      throw remembered(e);
    } catch (IOException e) {
      throw remembered(
          new BackupFailure.Corrupt(
              id.value(), "The stored bytes were altered, or their key is not in the keyset."));
    }
  }

  private RuntimeException remembered(RuntimeException failure) {
    if (broken == null) {
      broken = failure;
    }
    return failure;
  }

  Optional<RuntimeException> broken() {
    return Optional.ofNullable(broken);
  }

  /** Reads what is left, to the last stored byte. */
  void drain() throws IOException {
    var buffer = new byte[64 * 1024];
    while (read(buffer, 0, buffer.length) >= 0) {
      // On to the end.
    }
    try {
      while (decrypted.read(buffer) >= 0) {
        // Nothing may follow, but if so it is read.
      }
    } catch (IOException e) {
      throw remembered(
          new BackupFailure.Corrupt(id.value(), "The stored archive has a damaged end."));
    }
    while (stored.read(buffer) >= 0) {
      // Counts into the digest.
    }
  }

  /** Hex, over the stored bytes; after {@link #drain}. */
  String storedSha256() {
    return HexFormat.of().formatHex(stored.getMessageDigest().digest());
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
