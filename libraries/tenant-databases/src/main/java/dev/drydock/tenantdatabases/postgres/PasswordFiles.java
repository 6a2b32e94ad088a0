package dev.drydock.tenantdatabases.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one process for passwords that its tools read: mode 0700, and held by a lock that
 * ends with the process, however it ends. What processes left behind that are gone is deleted when
 * the next one starts.
 */
final class PasswordFiles {
  private static final String PREFIX = "drydock-passwords-";
  private static final String LOCK = "lock";
  private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER_READS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static @Nullable PasswordFiles ofThisProcess;

  private final Path under;
  private Path folder;
  private FileChannel held;

  PasswordFiles(Path under) throws IOException {
    this.under = under;
    deleteLeftBehind();
    folder = newFolder();
    held = hold(folder);
  }

  static synchronized PasswordFiles ofThisProcess() {
    var known = ofThisProcess;
    if (known == null) {
      try {
        known = new PasswordFiles(Path.of(System.getProperty("java.io.tmpdir")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ofThisProcess = known;
    }
    return known;
  }

  /** A new file of mode 0600; its reader deletes it. */
  synchronized Path write(String line) throws IOException {
    if (!Files.isDirectory(folder)) {
      held.close();
      folder = newFolder();
      held = hold(folder);
    }
    var file = Files.createTempFile(folder, "", ".pgpass", ONLY_OWNER_READS);
    return Files.writeString(file, line);
  }

  private Path newFolder() throws IOException {
    return Files.createTempDirectory(under, PREFIX, ONLY_OWNER_ENTERS);
  }

  private static FileChannel hold(Path folder) throws IOException {
    var lock = folder.resolve(LOCK);
    var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    folder.toFile().deleteOnExit();
    lock.toFile().deleteOnExit();
    return channel;
  }

  private void deleteLeftBehind() throws IOException {
    try (var found = Files.newDirectoryStream(under, PREFIX + "*")) {
      for (var other : found) {
        if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)) {
          deleteUnlessHeld(other);
        }
      }
    }
  }

  /** Another user's folder is closed to us, and none of our business. */
  private static void deleteUnlessHeld(Path other) {
    var lock = other.resolve(LOCK);
    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        var free = channel.tryLock()) {
      if (free != null) {
        delete(other);
      }
    } catch (IOException | OverlappingFileLockException e) {
      return;
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (var inside = Files.list(folder)) {
      files = inside.toList();
    }
    for (var file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
