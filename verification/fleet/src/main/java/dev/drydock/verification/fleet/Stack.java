package dev.drydock.verification.fleet;

import dev.drydock.local.KafkaServer;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServer;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import dev.drydock.local.stack.LocalStack;
import dev.drydock.local.stack.Service;
import dev.drydock.local.stack.StackFolder;
import dev.drydock.local.stack.StackListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The embedded stack as real processes in a home of its own, each of which can be killed, stopped,
 * continued and started again. Logs of all starts are kept.
 */
public final class Stack implements AutoCloseable {
  private final LocalStack stack;
  private final Optional<Path> temporaryHome;
  private final Map<Part, Integer> starts = new EnumMap<>(Part.class);
  private final AtomicBoolean hooked = new AtomicBoolean();

  private Stack(LocalStack stack, Optional<Path> temporaryHome) {
    this.stack = stack;
    this.temporaryHome = temporaryHome;
  }

  /** A stack with its data below {@code home}; nothing runs yet. */
  public static Stack in(Path home, StackOptions options) {
    return new Stack(local(home, options), Optional.empty());
  }

  private static LocalStack local(Path home, StackOptions options) {
    try {
      Files.createDirectories(home);
      // The database server's own user enters it.
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var folder = new StackFolder("verify", home.toAbsolutePath().resolve("stack"));
    return new LocalStack(folder, options);
  }

  /** The same in a new temporary folder, which {@link #purge} deletes. */
  public static Stack inEmptyHome(StackOptions options) {
    try {
      var home = Files.createTempDirectory("drydock-verify-");
      return new Stack(local(home, options), Optional.of(home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts all that does not run, and returns when all are ready. */
  public void start() {
    if (hooked.compareAndSet(false, true)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::endWhatRuns));
    }
    for (var part : Part.values()) {
      keepLog(part);
    }
    stack.up(StackListener.SILENT);
  }

  /** Starts it unless it runs, and returns when it is ready; services read their options anew. */
  public void start(Part part) {
    if (isRunning(part)) {
      return;
    }
    keepLog(part);
    stack.start(part.label());
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill(Part part) {
    resume(part);
    server(part).kill();
  }

  /** Ends it as a service manager would. */
  public void stop(Part part) {
    resume(part);
    server(part).stop();
  }

  /** SIGSTOP to the process and all that it started. */
  public void pause(Part part) {
    if (isRunning(part)) {
      Signals.send("STOP", Signals.tree(pid(part)));
    }
  }

  /** SIGCONT; no effect when it was not stopped. */
  public void resume(Part part) {
    if (isRunning(part)) {
      Signals.send("CONT", Signals.tree(pid(part)));
    }
  }

  /** Whether the kernel says that it is stopped. */
  public boolean isPaused(Part part) {
    return isRunning(part) && Signals.state(pid(part)) == 'T';
  }

  public boolean isRunning(Part part) {
    return server(part).isRunning();
  }

  public long pid(Part part) {
    return server(part).pid();
  }

  /** Whether the service's health says that it is ready; for servers, whether they run. */
  public boolean isReady(Part part) {
    if (!isRunning(part) || part.service().isEmpty()) {
      return isRunning(part);
    }
    try {
      return rest(part).send("GET", "//q/health/ready", null, "", null).isSuccess();
    } catch (Rest.Refused e) {
      return false;
    }
  }

  private LocalServer server(Part part) {
    return Objects.requireNonNull(stack.servers().get(part.label()), part.label());
  }

  /** What a start would overwrite is put beside it under a number. */
  private void keepLog(Part part) {
    var log = server(part).log();
    if (isRunning(part) || !Files.exists(log)) {
      return;
    }
    int number = starts.merge(part, 1, Integer::sum);
    var kept =
        log.resolveSibling("%s-%03d.log".formatted(part.name().toLowerCase(Locale.ROOT), number));
    try {
      Files.move(log, kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The REST API of a service. */
  public Rest rest(Part part) {
    var service = part.service().orElseThrow();
    return new Rest(() -> stack.url(service), stack::adminToken);
  }

  public Rest coordinator() {
    return rest(Part.COORDINATOR);
  }

  public int port(Part part) {
    return switch (part) {
      case POSTGRESQL -> postgres().port();
      case KAFKA -> Integer.parseInt(kafka().bootstrapServers().split(":")[1]);
      case OBJECT_STORE -> java.net.URI.create(store().endpoint()).getPort();
      case COORDINATOR, BACKUP, MIGRATION, NOTIFIER ->
          stack.url(part.service().orElseThrow()).getPort();
    };
  }

  public PostgresServer postgres() {
    return stack.postgres();
  }

  public KafkaServer kafka() {
    return stack.kafka();
  }

  public ObjectStoreServer store() {
    return stack.store();
  }

  /** Database of the service, on {@link #postgres()}. */
  public String database(Part part) {
    return "drydock_" + part.service().map(Service::label).orElseThrow();
  }

  public LocalStack local() {
    return stack;
  }

  /** Its data, logs and secrets. */
  public Path folder() {
    return stack.folder().path();
  }

  /** Every log of every start of every process but the database server, whose statements it has. */
  public List<Path> logs() {
    var logs = new ArrayList<Path>();
    for (var part : Part.values()) {
      if (part == Part.POSTGRESQL) {
        continue;
      }
      var folder = server(part).log().getParent();
      try (var files = Files.list(folder)) {
        files.filter(file -> file.toString().matches(".*\\.log(\\.\\d+)?")).forEach(logs::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return logs.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  /** Continues what is stopped and ends all processes; data is kept. */
  public void down() {
    for (var part : Part.values()) {
      resume(part);
    }
    stack.down();
  }

  /** When this process is ended early, nothing that it started stays. */
  private void endWhatRuns() {
    for (var part : Part.values()) {
      try {
        if (isRunning(part)) {
          kill(part);
        }
      } catch (RuntimeException e) {
        // Gone already, its folder with it.
      }
    }
  }

  /** Ends all processes and deletes the data. */
  public void purge() {
    for (var part : Part.values()) {
      resume(part);
    }
    stack.purge();
    temporaryHome.ifPresent(LocalFiles::deleteAll);
  }

  @Override
  public void close() {
    down();
  }
}
