package dev.drydock.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.contracts.TenantTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The coordinator's answers to workers, over real HTTP. */
public final class FakeCoordinator implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  public final Map<String, TenantTarget> tenants = new ConcurrentHashMap<>();
  public final List<String> held = new CopyOnWriteArrayList<>();
  public volatile int claimStatus = 200;
  public volatile boolean silent;
  private final HttpServer server;

  public FakeCoordinator() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/api/v1/claims", e -> answer(e, claimStatus, Map.of("granted", true)));
      server.createContext("/api/v1/backups/releasable", this::releasable);
      server.createContext("/api/v1/tenants/", this::tenant);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void releasable(HttpExchange exchange) throws IOException {
    var asked = JSON.readTree(exchange.getRequestBody()).path("backupIds");
    var releasable = new ArrayList<String>();
    var kept = new ArrayList<Map<String, String>>();
    asked.forEach(id -> {
      if (held.contains(id.asText())) {
        kept.add(Map.of("id", id.asText(), "reason", "an unfinished upgrade"));
      } else {
        releasable.add(id.asText());
      }
    });
    answer(exchange, silent ? 500 : 200, Map.of("releasable", releasable, "held", kept));
  }

  private void tenant(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var tenant = tenants.get(path.substring(path.lastIndexOf('/') + 1));
    if (tenant == null) {
      answer(exchange, 404, Map.of());
      return;
    }
    var view = new HashMap<String, Object>();
    view.put("id", tenant.id().value());
    view.put("engine", "postgresql");
    view.put("host", tenant.host());
    view.put("port", tenant.port());
    view.put("database", tenant.database());
    view.put("schema", tenant.schema());
    view.put("credential", tenant.credential());
    view.put("writerRoles", tenant.writerRoles());
    answer(exchange, 200, view);
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
