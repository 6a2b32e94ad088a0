package dev.drydock.verification.fleet.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.verification.fleet.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A real receiver of webhooks: refuses one of ten at first, and remembers all that came. */
public final class WebhookSink implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REFUSES_ONE_OF = 10;

  private final HttpServer server;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile byte[] key = new byte[0];
  private volatile String secret = "";
  private volatile String id = "";

  /**
   * One request that came.
   *
   * @param event ID of the event, from the signed body
   * @param signed whether the signature was right
   * @param accepted whether it was answered 2xx
   */
  public record Arrival(String messageId, String event, boolean signed, boolean accepted) {}

  private WebhookSink(HttpServer server) {
    this.server = server;
  }

  public static WebhookSink start() {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      var sink = new WebhookSink(server);
      server.createContext("/hook", sink::receive);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Subscribes to all events. */
  public void subscribe(Rest notifier) {
    var url = "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    var view = notifier.post("/webhooks", "{\"url\":\"%s\"}".formatted(url));
    secret = view.path("secret").asText();
    id = view.path("id").asText();
    key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  private void receive(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var headers = exchange.getRequestHeaders();
    var messageId = String.valueOf(headers.getFirst("webhook-id"));
    var timestamp = String.valueOf(headers.getFirst("webhook-timestamp"));
    var signatures = String.valueOf(headers.getFirst("webhook-signature"));
    boolean signed = List.of(signatures.split(" ")).contains(signature(messageId, timestamp, body));
    boolean accepted = requests.incrementAndGet() % REFUSES_ONE_OF != 0;
    var event = JSON.readTree(body).path("id").asText();
    synchronized (arrivals) {
      arrivals.add(new Arrival(messageId, event, signed, accepted));
    }
    exchange.sendResponseHeaders(accepted ? 204 : 503, -1);
    exchange.close();
  }

  private String signature(String messageId, String timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((messageId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  /** What deliveries are signed with; may be found nowhere. */
  public String secret() {
    return secret;
  }

  /** The subscription's ID. */
  public String id() {
    return id;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
