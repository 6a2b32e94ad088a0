package dev.drydock.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready is only what this stack has started. */
class ReadyTest {
  @TempDir private Path folder;

  @Test
  void whenAServiceOfAnotherStackAnswers_thenOursIsNotReady() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/q/health/ready", ReadyTest::answer);
    server.start();
    try {
      int port = server.getAddress().getPort();

      assertThat(service(port, "theirs").isReady()).isTrue();
      assertThat(service(port, "ours").isReady()).isFalse();
    } finally {
      server.stop(0);
    }
  }

  /** As a service does: everybody sees the health but who shows a token that it does not know. */
  private static void answer(HttpExchange exchange) throws IOException {
    var shown = exchange.getRequestHeaders().getFirst("Authorization");
    exchange.sendResponseHeaders(shown == null || shown.equals("Bearer theirs") ? 200 : 401, -1);
    exchange.close();
  }

  private ServiceServer service(int port, String token) {
    return new ServiceServer(
        Service.NOTIFIER,
        port,
        folder,
        folder.resolve("x.properties"),
        java.util.List::of,
        () -> token);
  }

  @Test
  void whenOurProcessHasEndedWhileSomebodyElseAnswers_thenItIsNotReady() {
    var process =
        ServerProcess.start(List.of("false"), folder, folder.resolve("false.log"), Map.of());

    assertThatThrownBy(
            () -> process.awaitReady("false", () -> ended(process), Duration.ofSeconds(20)))
        .isInstanceOf(LocalServerFailure.class)
        .hasMessageContaining("ended while starting");
  }

  /** Says yes, but not before the process has ended. */
  private static boolean ended(ServerProcess process) {
    while (process.isAlive()) {
      Thread.onSpinWait();
    }
    return true;
  }
}
