package dev.drydock.local.stack;

import dev.drydock.local.DrydockRole;
import dev.drydock.local.KafkaServer;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServer;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole of Drydock on this machine: PostgreSQL, Kafka, an S3 store and the four services, each
 * a detached process. {@link #up} starts what is missing; data is kept until {@link #purge}.
 */
public final class LocalStack {
  /** A port that was free may be somebody else's a moment later. */
  private static final int TRIES = 3;

  private final StackFolder folder;
  private final StackSettings settings;
  private final StackSecrets secrets;
  private volatile StackServers all;

  /**
   * @param settings configuration of the services, above what the stack decides; for tests
   */
  public LocalStack(StackFolder folder, Map<String, String> settings) {
    this(folder, StackSettings.of(settings));
  }

  public LocalStack(StackFolder folder, StackSettings settings) {
    this.folder = folder;
    this.settings = settings;
    this.secrets = new StackSecrets(folder);
    this.all = StackServers.remembered(folder, secrets, settings);
  }

  public static LocalStack named(String name) {
    return new LocalStack(StackFolder.named(name), StackSettings.NONE);
  }

  /** Starts what does not run, the servers in parallel, then the services in parallel. */
  public void up(StackListener listener) {
    folder.create();
    locked(() -> {
      secrets.create();
      for (int attempt = 1; ; attempt++) {
        all = StackServers.onChosenPorts(folder, secrets, settings);
        remember();
        try {
          startAll(listener);
          return;
        } catch (LocalServerFailure e) {
          if (attempt == TRIES || !all.lostAPort()) {
            throw e;
          }
        }
      }
    });
  }

  private void startAll(StackListener listener) {
    InParallel.run(
        List.of(
            () -> startPostgres(listener),
            () -> start("kafka", kafka(), listener),
            () -> start("object store", store(), listener)));
    startServices(listener);
  }

  private void startPostgres(StackListener listener) {
    long begin = System.nanoTime();
    postgres().start();
    new StateDatabases(postgres(), secrets).create();
    DrydockRole.createOn(postgres());
    remember();
    listener.ready("postgresql", Duration.ofNanos(System.nanoTime() - begin));
  }

  private void startServices(StackListener listener) {
    InParallel.run(
        all.services().entrySet().stream()
            .<Runnable>map(entry ->
                () -> {
                  writeProperties(entry.getKey());
                  start(entry.getKey().label(), entry.getValue(), listener);
                })
            .toList());
  }

  private void writeProperties(Service service) {
    new ServiceProperties(secrets, postgres(), kafka(), store(), url(Service.COORDINATOR), settings)
        .write(service, all.port(service.label()), folder.properties(service));
  }

  /**
   * Starts one of the servers of a stack that was up, on the port that it had; a service with its
   * settings asked for anew.
   *
   * @param name as in {@link #servers}
   */
  public void start(String name) {
    all.services().keySet().stream()
        .filter(service -> service.label().equals(name))
        .forEach(this::writeProperties);
    start(name, Objects.requireNonNull(servers().get(name), name), StackListener.SILENT);
  }

  private void start(String name, LocalServer server, StackListener listener) {
    long begin = System.nanoTime();
    try {
      server.start();
    } finally {
      remember();
    }
    listener.ready(name, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Ends everything cleanly: services first, then what they use. Data is kept. */
  public void down() {
    if (StackState.read(folder).isEmpty()) {
      return;
    }
    locked(() -> {
      all = StackServers.remembered(folder, secrets, settings);
      all.stop();
      remember();
    });
  }

  /**
   * Ends everything and deletes the data, backups included.
   *
   * @throws LocalServerFailure when a server still runs on that data: nothing is deleted
   */
  public void purge() {
    down();
    LiveServers.refuse(List.of(folder.postgres(), folder.path()));
    LocalFiles.deleteAll(folder.postgres());
    LocalFiles.deleteAll(folder.path());
  }

  /** Ends and starts all of Drydock's own processes as a crash would: all at once, by SIGKILL. */
  public void killServices() {
    InParallel.run(all.services().values().stream().<Runnable>map(each -> each::kill).toList());
  }

  private synchronized void remember() {
    var started = new TreeMap<String, StackState.Started>();
    servers()
        .forEach((name, server) -> {
          if (server.isRunning()) {
            started.put(name, StackState.Started.of(server.process(), server.log()));
          }
        });
    new StackState(folder.name(), all.ports(), started, urls(), postgresqlFacts()).write(folder);
  }

  private Map<String, String> urls() {
    return Service.ALL.stream()
        .collect(Collectors.toMap(Service::label, service -> url(service).toString()));
  }

  private Map<String, String> postgresqlFacts() {
    return Map.of(
        "host", postgres().host(),
        "port", Integer.toString(postgres().port()),
        "superuser", postgres().superuser(),
        "superuserPasswordFile", postgres().folder().resolve("superuser.password").toString(),
        "credential", "file:" + postgres().folder().resolve("drydock.credential"));
  }

  private void locked(Runnable work) {
    var options = List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(folder.lockFile(), java.util.Set.copyOf(options));
        var lock = channel.tryLock()) {
      if (lock == null) {
        throw new LocalServerFailure(
            "another command is starting or stopping the stack '%s'; wait for it"
                .formatted(folder.name()));
      }
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every server by the name it has in {@code stack.json}. */
  public Map<String, LocalServer> servers() {
    return all.byName();
  }

  /** Names of the servers that do not run. */
  public List<String> missing() {
    var missing = new ArrayList<String>();
    servers()
        .forEach((name, server) -> {
          if (!server.isRunning()) {
            missing.add(name);
          }
        });
    return missing;
  }

  public LocalServer service(Service service) {
    return Objects.requireNonNull(all.services().get(service), service.label());
  }

  public URI url(Service service) {
    return URI.create("http://127.0.0.1:" + all.port(service.label()));
  }

  public PostgresServer postgres() {
    return all.postgres();
  }

  public KafkaServer kafka() {
    return all.kafka();
  }

  public ObjectStoreServer store() {
    return all.store();
  }

  /** Drydock's own role on the stack's server. */
  public DrydockRole drydockRole() {
    return DrydockRole.createOn(postgres());
  }

  /** The administrator's token; the stack has been up once. */
  public String adminToken() {
    return secrets.adminToken();
  }

  public StackFolder folder() {
    return folder;
  }
}
