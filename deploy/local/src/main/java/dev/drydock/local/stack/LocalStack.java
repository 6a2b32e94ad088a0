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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
  private final StackFolder folder;
  private final Map<String, String> settings;
  private final StackSecrets secrets;
  private final Map<String, Integer> ports;
  private final PostgresServer postgres;
  private final KafkaServer kafka;
  private final ObjectStoreServer store;
  private final Map<Service, ServiceServer> services = new EnumMap<>(Service.class);

  /**
   * @param settings configuration of the services, above what the stack decides; for tests
   */
  public LocalStack(StackFolder folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = Map.copyOf(settings);
    this.secrets = new StackSecrets(folder);
    var state = StackState.read(folder).orElseGet(() -> StackState.empty(folder.name()));
    this.ports = new StackPorts(state).choose();
    this.postgres =
        PostgresServer.outliving(
            folder.postgres(), port("postgresql"), Map.of("max_connections", "300"));
    this.kafka =
        KafkaServer.outliving(
            folder.path().resolve("kafka"), port("kafka"), port("kafka-controller"));
    this.store =
        ObjectStoreServer.outliving(folder.path().resolve("object-store"), port("object-store"));
    for (var service : Service.ALL) {
      var port = port(service.label());
      services.put(service, new ServiceServer(service, port, servicesFolder(), file(service)));
    }
    servers().forEach((name, server) -> attach(state, name, server));
  }

  public static LocalStack named(String name) {
    return new LocalStack(StackFolder.named(name), Map.of());
  }

  private int port(String name) {
    return Objects.requireNonNull(ports.get(name), name);
  }

  private static void attach(StackState state, String name, LocalServer server) {
    var started = state.processes().get(name);
    if (started != null) {
      started.process().ifPresent(server::attach);
    }
  }

  /** Starts what does not run, the servers in parallel, then the services in parallel. */
  public void up(StackListener listener) {
    folder.create();
    locked(() -> {
      secrets.create();
      remember();
      InParallel.run(
          List.of(
              () -> startPostgres(listener),
              () -> start("kafka", kafka, listener),
              () -> start("object store", store, listener)));
      startServices(listener);
    });
  }

  private void startPostgres(StackListener listener) {
    long begin = System.nanoTime();
    postgres.start();
    new StateDatabases(postgres, secrets).create();
    DrydockRole.createOn(postgres);
    remember();
    listener.ready("postgresql", Duration.ofNanos(System.nanoTime() - begin));
  }

  private void startServices(StackListener listener) {
    var properties =
        new ServiceProperties(secrets, postgres, kafka, store, url(Service.COORDINATOR), settings);
    InParallel.run(
        services.entrySet().stream()
            .<Runnable>map(entry ->
                () -> {
                  var service = entry.getKey();
                  properties.write(service, port(service.label()), file(service));
                  start(service.label(), entry.getValue(), listener);
                })
            .toList());
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
      InParallel.run(services.values().stream().<Runnable>map(each -> each::stop).toList());
      InParallel.run(List.of(kafka::stop, store::stop, postgres::stop));
      remember();
    });
  }

  /** Ends everything and deletes the data, backups included. */
  public void purge() {
    down();
    LocalFiles.deleteAll(folder.postgres());
    LocalFiles.deleteAll(folder.path());
  }

  /** Ends and starts all of Drydock's own processes as a crash would: all at once, by SIGKILL. */
  public void killServices() {
    InParallel.run(services.values().stream().<Runnable>map(each -> each::kill).toList());
  }

  private synchronized void remember() {
    var started = new TreeMap<String, StackState.Started>();
    servers()
        .forEach((name, server) -> {
          if (server.isRunning()) {
            started.put(name, StackState.Started.of(server.process(), server.log()));
          }
        });
    new StackState(folder.name(), ports, started, urls(), postgresqlFacts()).write(folder);
  }

  private Map<String, String> urls() {
    return Service.ALL.stream()
        .collect(Collectors.toMap(Service::label, service -> url(service).toString()));
  }

  private Map<String, String> postgresqlFacts() {
    return Map.of(
        "host", postgres.host(),
        "port", Integer.toString(postgres.port()),
        "superuser", postgres.superuser(),
        "superuserPasswordFile", postgres.folder().resolve("superuser.password").toString(),
        "credential", "file:" + postgres.folder().resolve("drydock.credential"));
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
    var all = new LinkedHashMap<String, LocalServer>();
    all.put("postgresql", postgres);
    all.put("kafka", kafka);
    all.put("object store", store);
    services.forEach((service, server) -> all.put(service.label(), server));
    return all;
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
    return Objects.requireNonNull(services.get(service), service.label());
  }

  public URI url(Service service) {
    return URI.create("http://127.0.0.1:" + port(service.label()));
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public ObjectStoreServer store() {
    return store;
  }

  /** Drydock's own role on the stack's server. */
  public DrydockRole drydockRole() {
    return DrydockRole.createOn(postgres);
  }

  /** The administrator's token; the stack has been up once. */
  public String adminToken() {
    return secrets.adminToken();
  }

  public StackFolder folder() {
    return folder;
  }

  private Path servicesFolder() {
    return folder.path().resolve("services");
  }

  private Path file(Service service) {
    return servicesFolder().resolve(service.label() + ".properties");
  }
}
