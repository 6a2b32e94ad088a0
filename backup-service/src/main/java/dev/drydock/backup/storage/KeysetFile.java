package dev.drydock.backup.storage;

import dev.drydock.backup.application.BackupConfiguration;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keyset's file; read again whenever it changes, so that a rotated keyset is picked up. The
 * service does not start without one.
 */
@Startup
@ApplicationScoped
class KeysetFile {
  private static final Logger LOG = Logger.getLogger(KeysetFile.class);

  private final Path file;
  private final boolean create;
  private volatile @Nullable Loaded loaded;

  private record Loaded(Keyset keyset, FileTime modifiedAt, long sizeBytes) {}

  @Inject
  KeysetFile(BackupConfiguration configuration) {
    this(configuration.keysetFile(), configuration.createKeyset());
  }

  KeysetFile(Path file, boolean create) {
    this.file = file;
    this.create = create;
  }

  @PostConstruct
  void open() {
    try {
      if (create && !Files.exists(file)) {
        create(file, Keyset.generated());
        LOG.infof("created the keyset %s: keep a copy away from the backups", file);
      }
      current();
    } catch (IOException e) {
      throw new Keyset.KeysetUnusable("drydock.backup.keyset-file cannot be written: " + file);
    }
  }

  /**
   * @throws Keyset.KeysetUnusable when the file cannot be read
   */
  Keyset current() {
    try {
      var modifiedAt = Files.getLastModifiedTime(file);
      long sizeBytes = Files.size(file);
      var known = loaded;
      if (known == null
          || !known.modifiedAt().equals(modifiedAt)
          || known.sizeBytes() != sizeBytes) {
        known = new Loaded(Keyset.parsed(Files.readString(file)), modifiedAt, sizeBytes);
        loaded = known;
      }
      return known.keyset();
    } catch (IOException e) {
      throw new Keyset.KeysetUnusable("drydock.backup.keyset-file cannot be read: " + file);
    }
  }

  /** Atomic, mode 0600; two services that start together get one and the same keyset. */
  static void create(Path file, Keyset keyset) throws IOException {
    var written = write(file, keyset);
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      // Another service was first: its keyset counts.
    } finally {
      Files.delete(written);
    }
  }

  static void replace(Path file, Keyset keyset) throws IOException {
    Files.move(write(file, keyset), file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path write(Path beside, Keyset keyset) throws IOException {
    var folder = beside.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var written = Files.createTempFile(folder, ".keyset", ".new", mode);
    try (var channel = FileChannel.open(written, Set.of(StandardOpenOption.WRITE))) {
      channel.write(java.nio.ByteBuffer.wrap(keyset.secretJson().getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    return written;
  }
}
