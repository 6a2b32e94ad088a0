package dev.drydock.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A real S3 server (S3Proxy on files) in a JVM of its own; signatures are checked. It has no tags,
 * versioning or object lock.
 */
public final class ObjectStoreServer implements LocalServer, S3Store {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);
  private static final Duration SIGNED_FOR = Duration.ofMinutes(5);
  private static final String BUCKET = "drydock";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String ACCESS_KEY = "drydock-local";

  private final Path folder;
  private final int port;
  private final boolean temporary;
  private final ServerLife life;

  private ObjectStoreServer(Path folder, int port, boolean temporary, boolean outlives) {
    this.folder = LocalFiles.folder(folder);
    this.port = port;
    this.temporary = temporary;
    this.life = new ServerLife("object store", outlives, this::close);
  }

  /** A running store in a temporary folder that {@link #close()} deletes. */
  public static ObjectStoreServer temporary() {
    var folder = LocalFiles.temporaryFolder("object-store");
    var server = new ObjectStoreServer(folder, Ports.free(), true, false);
    server.start();
    return server;
  }

  /** A store that goes on running when this process ends; not started yet. */
  public static ObjectStoreServer outliving(Path folder, int port) {
    return new ObjectStoreServer(folder, port, false, true);
  }

  /** Starts it; the bucket exists afterwards. */
  @Override
  public synchronized void start() {
    if (life.isRunning()) {
      return;
    }
    // The store serves a bucket that others may read to anyone, without a signature.
    LocalFiles.permissions(LocalFiles.folder(objects()), OWNER_ONLY);
    var properties = folder.resolve("s3proxy.properties");
    LocalFiles.writeSecret(properties, properties());
    life.started(ServerProcess.start(command(properties), folder, log(), Map.of()));
    life.awaitReady(this::answers, READY_WITHIN);
  }

  private static List<String> command(Path properties) {
    return List.of(
        Installation.java(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-jar",
        Installation.find().objectStoreJar().toString(),
        "--properties",
        properties.toString());
  }

  private String properties() {
    return """
    s3proxy.endpoint=%s
    s3proxy.authorization=aws-v2-or-v4
    s3proxy.identity=%s
    s3proxy.credential=%s
    jclouds.provider=filesystem-nio2
    jclouds.filesystem.basedir=%s
    """
        .formatted(endpoint(), accessKey(), secretKey(), folder.resolve("data"));
  }

  /** Another store on this port would refuse our signature. */
  private boolean answers() {
    var expires = Instant.now().plus(SIGNED_FOR).getEpochSecond();
    var signed = new SignedRead(accessKey(), secretKey(), "/" + BUCKET + "/", expires);
    try {
      var url = URI.create(endpoint() + signed.pathAndQuery()).toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(500);
      connection.setReadTimeout(2000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String accessKey() {
    return ACCESS_KEY;
  }

  @Override
  public String secretKey() {
    return LocalFiles.secretIn(secretKeyFile());
  }

  /** Of mode 0600. */
  public Path secretKeyFile() {
    return folder.resolve("secret.key");
  }

  @Override
  public String bucket() {
    return BUCKET;
  }

  @Override
  public String region() {
    return "us-east-1";
  }

  /** Where the objects lie as files, for tests that damage them. */
  public Path objects() {
    return folder.resolve("data").resolve(BUCKET);
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
    return folder.resolve("object-store.log");
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
