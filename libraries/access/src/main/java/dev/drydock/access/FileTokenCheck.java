package dev.drydock.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the file that {@code drydock.access.tokens-file} names, followed as it changes.
 * Fails closed: with no file, or one that cannot be read, nobody comes in until it is mended.
 * Replace the file by renaming a complete one over it.
 */
@ApplicationScoped
class FileTokenCheck implements TokenCheck {
  private static final Logger LOG = Logger.getLogger(FileTokenCheck.class);
  private static final int MAX_TOKEN_LENGTH = 512;

  private final @Nullable Path file;
  private volatile @Nullable Loaded loaded;

  /** What the file said when it looked like this. */
  private record Loaded(Version version, List<TokensFile.Entry> entries) {}

  private record Version(FileTime modifiedAt, long sizeBytes, @Nullable Object fileKey) {}

  FileTokenCheck(AccessConfiguration configuration) {
    this.file = configuration.tokensFile().orElse(null);
    if (file == null) {
      LOG.warn("drydock.access.tokens-file is not set: every request is refused");
    }
  }

  @Override
  public Optional<Caller> identify(String token) {
    if (token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
      return Optional.empty();
    }
    var presented = hexSha256(token);
    Caller found = null;
    for (var entry : entries()) {
      if (MessageDigest.isEqual(entry.sha256().getBytes(US_ASCII), presented)) {
        found = entry.caller();
      }
    }
    return Optional.ofNullable(found);
  }

  private List<TokensFile.Entry> entries() {
    if (file == null) {
      return List.of();
    }
    try {
      var version = versionOf(file);
      var known = loaded;
      if (known == null || !known.version().equals(version)) {
        known = load(file, version);
      }
      return known.entries();
    } catch (IOException e) {
      logOnce(file);
      return List.of();
    }
  }

  private synchronized Loaded load(Path path, Version version) {
    var known = loaded;
    if (known != null && known.version().equals(version)) {
      return known;
    }
    var fresh = new Loaded(version, List.of());
    try {
      fresh = new Loaded(version, TokensFile.read(path));
      LOG.infof("%d tokens read from %s", fresh.entries().size(), path);
    } catch (IOException e) {
      LOG.errorf("tokens file %s %s: every request is refused", path, reason(e));
    }
    loaded = fresh;
    return fresh;
  }

  private synchronized void logOnce(Path path) {
    if (loaded == null || !loaded.entries().isEmpty()) {
      LOG.errorf("tokens file %s cannot be read: every request is refused", path);
    }
    loaded = new Loaded(new Version(FileTime.fromMillis(0), -1, null), List.of());
  }

  private static String reason(IOException e) {
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : "cannot be read";
  }

  private static Version versionOf(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  private static byte[] hexSha256(String token) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return HexFormat.of().formatHex(sum).getBytes(US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
