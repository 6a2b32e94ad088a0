package dev.drydock.notifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP server on loopback that remembers what it was sent. */
final class HttpStub implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** A request, its header names in lower case. */
  record Received(String path, String query, Map<String, String> headers, String body) {}

  /**
   * @param headers beside the content type
   */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  /**
   * @param port 0 for any
   */
  HttpStub(int port, Function<Received, Answer> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> handle(exchange, answers));
    server.start();
  }

  private void handle(HttpExchange exchange, Function<Received, Answer> answers)
      throws IOException {
    try (exchange) {
      var headers = new java.util.TreeMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, all) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), all.getFirst()));
      var uri = exchange.getRequestURI();
      var request =
          new Received(
              uri.getPath(),
              String.valueOf(uri.getQuery()),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      received.add(request);
      var answer = answers.apply(request);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      var body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  List<Received> received() {
    return received;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
