package dev.drydock.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The data folder of one PostgreSQL server: created once, owned by the user that runs it. */
record PostgresCluster(PostgresBinaries binaries, Path folder) {
  static final String SUPERUSER = "postgres";

  Path data() {
    return folder.resolve("data");
  }

  boolean exists() {
    return Files.exists(data().resolve("PG_VERSION"));
  }

  /** Runs initdb with SCRAM for everyone; a half-made folder of an earlier crash is made anew. */
  void create(String superuserPassword) {
    LocalFiles.deleteAll(data());
    LocalFiles.folder(data());
    LocalFiles.permissions(data(), PosixFilePermissions.fromString("rwx------"));
    var passwordFile = folder.resolve("initdb.password");
    LocalFiles.writeSecret(passwordFile, superuserPassword);
    giveToServerUser(data());
    giveToServerUser(passwordFile);
    try {
      run(
          binaries.command(
              "initdb",
              "--pgdata=" + data(),
              "--username=" + SUPERUSER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C.UTF-8",
              "--no-sync",
              "--no-instructions"));
    } finally {
      LocalFiles.deleteAll(passwordFile);
    }
  }

  /** Where root runs us, the server's files belong to the user {@code postgres}. */
  private static void giveToServerUser(Path file) {
    if (!PostgresBinaries.asRoot()) {
      return;
    }
    try {
      var users = file.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(file, users.lookupPrincipalByName("postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(List<String> command) {
    var log = folder.resolve("initdb.log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new LocalServerFailure("initdb failed:\n" + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerFailure("interrupted in initdb", e);
    }
  }
}
