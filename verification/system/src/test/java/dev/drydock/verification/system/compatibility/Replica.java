package dev.drydock.verification.system.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One more process of a service, configured as the running one but for its port. */
final class Replica implements AutoCloseable {
  private static final String CONFIGURATION = "-Dquarkus.config.locations=";
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private final Process process;
  private final int port;

  private Replica(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it, and returns when it is ready: its schema migrations are applied then.
   *
   * @param running the process whose command line is taken
   * @param jar of the build to run
   * @param folder for its log
   */
  static Replica beside(long running, Path jar, Path folder) {
    try {
      int port = freePort();
      var log = folder.resolve("replica-%d.log".formatted(running));
      var command = new ArrayList<>(commandLine(running));
      command.set(command.indexOf("-jar") + 1, jar.toString());
      command.replaceAll(word ->
          word.startsWith(CONFIGURATION)
              ? CONFIGURATION
                  + onPort(URI.create(word.substring(CONFIGURATION.length())), folder, port)
              : word);
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR"));
      var process = builder.start();
      var replica = new Replica(process, port);
      Awaitility.await().atMost(READY_WITHIN).until(() -> replica.isReady() || !process.isAlive());
      if (!process.isAlive()) {
        throw new AssertionError("the replica ended: " + Files.readString(log));
      }
      return replica;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same configuration but for the port, which outweighs a system property. */
  private static URI onPort(URI configuration, Path folder, int port) {
    try {
      var text = Files.readString(Path.of(configuration));
      var copy = folder.resolve("replica-on-%d.properties".formatted(port));
      Files.writeString(
          copy, text.replaceAll("(?m)^quarkus\\.http\\.port=.*$", "quarkus.http.port=" + port));
      return copy.toUri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> commandLine(long pid) throws IOException {
    var words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    return List.of(words.split("\0"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
              .timeout(Duration.ofSeconds(3))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it as a service manager would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
