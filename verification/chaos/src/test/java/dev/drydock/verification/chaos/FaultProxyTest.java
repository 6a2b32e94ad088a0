package dev.drydock.verification.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real echo behind the proxy, and each disturbance as a client meets it. */
class FaultProxyTest {
  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = FaultProxy.start("echo", echo::getLocalPort);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        var client = echo.accept();
        Thread.ofVirtual()
            .start(() -> {
              try (client) {
                client.getInputStream().transferTo(client.getOutputStream());
              } catch (IOException reset) {
                // That is what some of these tests do.
              }
            });
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void undisturbed_whatIsSentComesBack() throws IOException {
    try (var socket = connect()) {
      assertThat(say(socket, "hello")).isEqualTo("hello");
    }
  }

  @Test
  void refused_resetsOldAndNewConnections() throws IOException {
    try (var old = connect()) {
      say(old, "hello");

      proxy.disturb(new Disturbance.Refused());

      assertThatThrownBy(() -> say(old, "again")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> say(connect(), "new")).isInstanceOf(IOException.class);
    }
    proxy.calm();
    try (var socket = connect()) {
      assertThat(say(socket, "calm")).isEqualTo("calm");
    }
  }

  @Test
  void halfOpen_nothingPassesUntilItIsCalm() throws IOException {
    try (var socket = connect()) {
      say(socket, "hello");
      proxy.disturb(new Disturbance.HalfOpen());
      socket.setSoTimeout(300);

      assertThatThrownBy(() -> say(socket, "again")).isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.probe(Duration.ofMillis(300))).startsWith("nothing");

      proxy.calm();
      socket.setSoTimeout(3000);
      assertThat(read(socket, 5)).isEqualTo("again");
    }
  }

  @Test
  void latency_everythingWaits() throws IOException {
    proxy.disturb(new Disturbance.Latency(Duration.ofMillis(100)));
    try (var socket = connect()) {
      long began = System.nanoTime();

      say(socket, "hello");

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(190));
    }
  }

  @Test
  void resetAfter_bytesPassUntilThere() throws IOException {
    try (var socket = connect()) {
      proxy.disturb(new Disturbance.ResetAfter(10));

      assertThat(say(socket, "hello")).isEqualTo("hello");
      assertThatThrownBy(() -> say(socket, "hello again")).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void unavailable_answers503() throws IOException {
    proxy.disturb(new Disturbance.Unavailable());
    try (var socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 503");
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(3000);
    return socket;
  }

  private static String say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return read(socket, text.length());
  }

  private static String read(Socket socket, int bytes) throws IOException {
    var read = socket.getInputStream().readNBytes(bytes);
    if (read.length < bytes) {
      throw new IOException("closed");
    }
    return new String(read, StandardCharsets.US_ASCII);
  }
}
