package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.Credentials;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of {@code pg_dump} or {@code pg_restore}: the password in a file of mode 0600 that goes
 * with it, stderr read to its end and kept to ourselves, and ended when no byte moves for too long.
 */
final class Tool implements AutoCloseable {
  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int STDERR_BYTES = 16 * 1024;

  private final Process process;
  private final Path passwordFile;
  private final Thread stderrReader;
  private final Thread watch;
  private final StringBuilder stderr = new StringBuilder();
  private final AtomicBoolean stalled = new AtomicBoolean();
  private volatile long movedAt = System.nanoTime();
  private volatile boolean waitingForTool = true;

  private Tool(Process process, Path passwordFile, Duration stall) {
    this.process = process;
    this.passwordFile = passwordFile;
    this.stderrReader = Thread.ofVirtual().start(this::readStderr);
    this.watch = Thread.ofVirtual().start(() -> watch(stall));
  }

  static Tool start(
      Connections connections,
      TenantTarget tenant,
      Token token,
      List<String> command,
      Duration stall) {
    var login = connections.credentials(tenant);
    Path passwordFile = null;
    try {
      passwordFile = passwordFile(tenant, login);
      var builder = new ProcessBuilder(command);
      var environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("PG") && !name.startsWith("PGSSL"));
      environment.put("PGPASSFILE", passwordFile.toString());
      environment.put("PGHOST", tenant.host());
      environment.put("PGPORT", Integer.toString(tenant.port()));
      environment.put("PGUSER", login.user());
      environment.put("PGSSLMODE", connections.settings().sslmode());
      environment.put("PGAPPNAME", Names.session(tenant.id(), token));
      environment.put("PGCONNECT_TIMEOUT", "10");
      environment.put("PGOPTIONS", "-c synchronous_commit=off");
      environment.put("LC_ALL", "C");
      return new Tool(builder.start(), passwordFile, stall);
    } catch (IOException e) {
      delete(passwordFile);
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.INTERNAL, Path.of(command.getFirst()).getFileName().toString())
              .withAdvice("The tool cannot be started; is the PostgreSQL client installed?"));
    }
  }

  private static Path passwordFile(TenantTarget tenant, Credentials login) throws IOException {
    var line =
        "%s:%d:*:%s:%s\n"
            .formatted(
                escaped(tenant.host()),
                tenant.port(),
                escaped(login.user()),
                escaped(login.password()));
    return PasswordFiles.ofThisProcess().write(line);
  }

  private static String escaped(String field) {
    return field.replace("\\", "\\\\").replace(":", "\\:");
  }

  /** A connection string of one database name, whatever characters it has. */
  static String database(String name) {
    return "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Copies what the tool writes; only waiting for the tool counts as a stall. */
  void readAll(OutputStream sink, java.util.function.LongConsumer bytesSoFar) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    long total = 0;
    var source = process.getInputStream();
    for (int n = read(source, buffer); n >= 0; n = read(source, buffer)) {
      sink.write(buffer, 0, n);
      total += n;
      bytesSoFar.accept(total);
    }
  }

  InputStream output() {
    waitingForTool = false;
    return process.getInputStream();
  }

  private int read(InputStream source, byte[] buffer) throws IOException {
    movedAt = System.nanoTime();
    waitingForTool = true;
    try {
      return source.read(buffer);
    } finally {
      waitingForTool = false;
    }
  }

  /**
   * Feeds the tool and ends its input. A tool that closes its input early has said all it needs to
   * by its exit code; the rest of the archive is read to its end all the same.
   */
  void feed(InputStream archive) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    var sink = process.getOutputStream();
    var listening = true;
    waitingForTool = false;
    for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
      listening = listening && written(sink, buffer, n);
    }
    movedAt = System.nanoTime();
    waitingForTool = true;
    closed(sink);
  }

  private boolean written(OutputStream sink, byte[] buffer, int n) {
    movedAt = System.nanoTime();
    waitingForTool = true;
    try {
      sink.write(buffer, 0, n);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      waitingForTool = false;
    }
  }

  private static void closed(OutputStream sink) {
    try {
      sink.close();
    } catch (IOException e) {
      // The tool has ended; its exit code tells.
      return;
    }
  }

  /** Waits for the end of the tool. */
  void finish(FailureCode whenItFails) {
    try {
      movedAt = System.nanoTime();
      waitingForTool = true;
      var exit = process.waitFor();
      stderrReader.join();
      if (stalled.get()) {
        throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.STALLED));
      }
      if (exit != 0) {
        throw failure(whenItFails, exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.INTERNAL, "interrupted"));
    }
  }

  private TenantDatabaseFailure failure(FailureCode whenItFails, int exit) {
    var said = stderr.toString().toLowerCase(Locale.ROOT);
    if (said.contains("no space left") || said.contains("disk full")) {
      return new TenantDatabaseFailure.Transient(Failure.of(FailureCode.DISK_FULL));
    }
    if (said.contains("end of file")
        || said.contains("not appear to be a valid archive")
        || said.contains("magic string")
        || said.contains("corrupt")
        || said.contains("input file is too short")) {
      return new TenantDatabaseFailure.Permanent(Failure.of(FailureCode.BACKUP_CORRUPT));
    }
    if (said.contains("permission denied") || said.contains("must be owner")) {
      return new TenantDatabaseFailure.Permanent(
          Failure.of(FailureCode.GRANT_MISSING)
              .withSqlState("42501")
              .withAdvice("Drydock's role lacks a grant; preflight names it."));
    }
    if (said.contains("out of shared memory")) {
      return new TenantDatabaseFailure.Transient(
          Failure.of(whenItFails)
              .withSqlState("53200")
              .withAdvice("Raise max_locks_per_transaction on the tenant's server."));
    }
    return new TenantDatabaseFailure.Transient(Failure.of(whenItFails).withCount(exit));
  }

  private void readStderr() {
    try (var errors = process.getErrorStream()) {
      var buffer = new byte[1024];
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        if (stderr.length() < STDERR_BYTES) {
          stderr.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // The process was ended; what it said so far is all there is.
      return;
    }
  }

  private void watch(Duration stall) {
    try {
      while (!process.waitFor(Math.max(50, stall.toMillis() / 20), TimeUnit.MILLISECONDS)) {
        if (waitingForTool && System.nanoTime() - movedAt > stall.toNanos()) {
          stalled.set(true);
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    watch.interrupt();
    delete(passwordFile);
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
