package dev.drydock.local.stack;

import dev.drydock.local.Installation;
import dev.drydock.local.LocalServer;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.ServerProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Quarkus service as a JVM of its own; ready when its health says so. */
final class ServiceServer implements LocalServer {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);

  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MaxMetaspaceSize=192m",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Service service;
  private final int port;
  private final Path folder;
  private final Path properties;
  private final Supplier<List<String>> jvmArguments;
  private final Supplier<String> token;
  private @Nullable ServerProcess process;

  /**
   * @param jvmArguments asked at each start
   * @param token the stack's own administrator's, asked for when it is needed
   */
  ServiceServer(
      Service service,
      int port,
      Path folder,
      Path properties,
      Supplier<List<String>> jvmArguments,
      Supplier<String> token) {
    this.service = service;
    this.port = port;
    this.folder = folder;
    this.properties = properties;
    this.jvmArguments = jvmArguments;
    this.token = token;
  }

  @Override
  public synchronized void start() {
    if (!isRunning()) {
      process = ServerProcess.start(command(), folder, log(), Map.of());
    }
    process().awaitReady(service.label(), this::isReady, READY_WITHIN);
  }

  private List<String> command() {
    var command = new ArrayList<>(JVM);
    command.addFirst(Installation.java());
    command.addAll(jvmArguments.get());
    command.add("-Dquarkus.config.locations=" + properties.toUri());
    command.add("-jar");
    command.add(Installation.find().serviceJar(service.module()).toString());
    return command;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Asks the health endpoint; anything but 200 is not ready yet. The token makes a service of
   * another stack, whose health anybody may see, answer 401.
   */
  boolean isReady() {
    try {
      var health = url().resolve("/q/health/ready").toURL();
      var connection = (HttpURLConnection) health.openConnection();
      connection.setRequestProperty("Authorization", "Bearer " + token.get());
      connection.setConnectTimeout(500);
      connection.setReadTimeout(3000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.terminate(STOPPED_WITHIN);
    }
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public ServerProcess process() {
    if (process == null) {
      throw new LocalServerFailure(service.label() + " was not started");
    }
    return process;
  }

  @Override
  public void attach(ServerProcess running) {
    process = running;
  }

  @Override
  public Path log() {
    return folder.resolve(service.label() + ".log");
  }

  @Override
  public void close() {
    stop();
  }
}
