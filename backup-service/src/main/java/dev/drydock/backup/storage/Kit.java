package dev.drydock.backup.storage;

import dev.drydock.backup.domain.ArchiveId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What works without any service: making and rotating the keyset, and opening an archive that was
 * fetched with any S3 client. See the module's README.
 */
public final class Kit {
  private static final String USAGE =
      """
      usage: create-keyset KEYSET | add-key KEYSET | promote-key KEYSET
             open KEYSET ARCHIVE_ID < archive > dump
      """;

  public static void main(String[] arguments) {
    System.exit(new Kit(System.in, System.out, System.err).run(arguments));
  }

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  Kit(InputStream in, OutputStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * @return the exit code: 0 done, 1 not done, 2 not understood
   */
  int run(String... arguments) {
    try {
      return arguments.length < 2 ? usage() : done(arguments);
    } catch (RuntimeException | IOException e) {
      err.println("not done: " + e.getMessage());
      return 1;
    }
  }

  private int done(String... arguments) throws IOException {
    var file = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "create-keyset" -> create(file);
      case "add-key" -> KeysetFile.replace(file, read(file).withNewKey());
      case "promote-key" -> KeysetFile.replace(file, read(file).withNewestPrimary());
      case "open" -> {
        if (arguments.length != 3) {
          return usage();
        }
        open(read(file), new ArchiveId(arguments[2]));
      }
      default -> {
        return usage();
      }
    }
    return 0;
  }

  private static void create(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new IOException("the file exists, and is not replaced: " + file);
    }
    KeysetFile.create(file, Keyset.generated());
  }

  private static Keyset read(Path file) throws IOException {
    return Keyset.parsed(Files.readString(file, StandardCharsets.UTF_8));
  }

  private void open(Keyset keyset, ArchiveId id) throws IOException {
    try (var sealed = new SealedStream(in, keyset.archives(), id)) {
      sealed.transferTo(out);
      sealed.drain();
      out.flush();
      err.println("sha256 of the archive: " + sealed.storedSha256());
    }
  }

  private int usage() {
    err.print(USAGE);
    return 2;
  }
}
