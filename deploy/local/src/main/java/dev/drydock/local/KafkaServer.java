package dev.drydock.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One real Kafka broker (KRaft) in a JVM of its own; topics are not created by themselves. Data
 * survives {@link #kill()}.
 */
public final class KafkaServer implements LocalServer, Kafka {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

  private final Path folder;
  private final boolean temporary;
  private final ServerLife life;
  private final int port;
  private final int controllerPort;
  private final int advertisedPort;

  private KafkaServer(
      Path folder,
      int port,
      int controllerPort,
      int advertisedPort,
      boolean temporary,
      boolean outlives) {
    this.folder = LocalFiles.folder(folder);
    this.port = port;
    this.controllerPort = controllerPort;
    this.advertisedPort = advertisedPort;
    this.temporary = temporary;
    this.life = new ServerLife("Kafka", outlives, this::close);
  }

  /** A running broker in a temporary folder that {@link #close()} deletes. */
  public static KafkaServer temporary() {
    var folder = LocalFiles.temporaryFolder("kafka");
    int port = Ports.free();
    var server = new KafkaServer(folder, port, Ports.free(), port, true, false);
    server.start();
    return server;
  }

  /**
   * A broker that goes on running when this process ends; not started yet.
   *
   * @param advertisedPort where its clients are told to go: its own, or a proxy's before it
   */
  public static KafkaServer outliving(
      Path folder, int port, int controllerPort, int advertisedPort) {
    return new KafkaServer(folder, port, controllerPort, advertisedPort, false, true);
  }

  @Override
  public synchronized void start() {
    if (life.isRunning()) {
      return;
    }
    var ready = folder.resolve("ready");
    LocalFiles.deleteAll(ready);
    var properties = folder.resolve("server.properties");
    LocalFiles.write(properties, properties());
    life.started(ServerProcess.start(command(properties, ready), folder, log(), Map.of()));
    life.awaitReady(() -> Files.exists(ready), READY_WITHIN);
  }

  private static List<String> command(Path properties, Path ready) {
    return List.of(
        Installation.java(),
        "-Xmx160m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        Installation.find().kafkaClassPath(),
        "dev.drydock.kafkabroker.KafkaBroker",
        properties.toString(),
        ready.toString());
  }

  /** A killed consumer keeps its partitions for a session's time: by default 45 s. */
  private String properties() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%4$d
    controller.listener.names=CONTROLLER
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    log.dirs=%3$s
    broker.session.timeout.ms=1500
    broker.heartbeat.interval.ms=300
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    group.consumer.min.session.timeout.ms=6000
    group.consumer.session.timeout.ms=10000
    group.consumer.min.heartbeat.interval.ms=1000
    group.consumer.heartbeat.interval.ms=2000
    auto.create.topics.enable=false
    log.cleaner.dedupe.buffer.size=2097152
    num.network.threads=2
    num.io.threads=2
    """
        .formatted(port, controllerPort, folder.resolve("data"), advertisedPort);
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public boolean isRunning() {
    return life.isRunning();
  }

  @Override
  public ServerProcess process() {
    return life.running();
  }

  @Override
  public void attach(ServerProcess running) {
    life.started(running);
  }

  @Override
  public Path log() {
    return folder.resolve("kafka.log");
  }

  @Override
  public synchronized void stop() {
    life.end("TERM", STOPPED_WITHIN);
  }

  /** {@code kill -9}. */
  @Override
  public synchronized void kill() {
    life.kill();
  }

  @Override
  public void close() {
    stop();
    if (temporary) {
      LocalFiles.deleteAll(folder);
    }
  }
}
