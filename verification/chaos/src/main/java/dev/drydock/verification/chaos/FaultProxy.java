package dev.drydock.verification.chaos;

import dev.drydock.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Between Drydock and one server: passes TCP on, or disturbs it. */
final class FaultProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final String name;
  private final IntSupplier target;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile Disturbance disturbance = new Disturbance.None();
  private volatile boolean closed;

  private FaultProxy(String name, IntSupplier target, ServerSocket listener) {
    this.name = name;
    this.target = target;
    this.listener = listener;
  }

  /**
   * @param target port on loopback, asked for at each connection
   */
  static FaultProxy start(String name, IntSupplier target) {
    try {
      var listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 200);
      var proxy = new FaultProxy(name, target, listener);
      Thread.ofVirtual().name("proxy-" + name).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  void disturb(Disturbance next) {
    disturbance = next;
    links.forEach(Link::disturbed);
  }

  void calm() {
    disturbance = new Disturbance.None();
  }

  /** Whether a connection of our own meets the disturbance; what it met, for the log. */
  String probe(Duration within) {
    long began = System.nanoTime();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1000);
      socket.setSoTimeout((int) within.toMillis());
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: probe\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      int first = socket.getInputStream().read();
      long tookMs = (System.nanoTime() - began) / 1_000_000;
      return first < 0
          ? "closed after %d ms".formatted(tookMs)
          : "answered after %d ms".formatted(tookMs);
    } catch (SocketTimeoutException e) {
      return "nothing within %d ms".formatted(within.toMillis());
    } catch (IOException e) {
      return "reset";
    }
  }

  private void accept() {
    while (!closed) {
      try {
        var client = listener.accept();
        Thread.ofVirtual().name("link-" + name).start(() -> serve(client));
      } catch (IOException e) {
        if (!closed) {
          LockSupport.parkNanos(POLL.toNanos());
        }
      }
    }
  }

  private void serve(Socket client) {
    switch (disturbance) {
      case Disturbance.Refused() -> reset(client);
      case Disturbance.Unavailable() -> answerUnavailable(client);
      case Disturbance.None(),
          Disturbance.HalfOpen(),
          Disturbance.Latency(_),
          Disturbance.ResetAfter(_) ->
          link(client);
    }
  }

  private void link(Socket client) {
    awaitPassage();
    var server = new Socket();
    try {
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()),
          (int) CONNECT.toMillis());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      reset(client);
      reset(server);
      return;
    }
    var link = new Link(client, server);
    links.add(link);
    Thread.ofVirtual().start(() -> link.pump(server, client));
    link.pump(client, server);
  }

  private void awaitPassage() {
    while (disturbance instanceof Disturbance.HalfOpen && !closed) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void answerUnavailable(Socket client) {
    try (client) {
      client.setSoTimeout(2000);
      var in = client.getInputStream();
      var head = new StringBuilder();
      int next;
      while (head.indexOf("\r\n\r\n") < 0 && (next = in.read()) >= 0) {
        head.append((char) next);
      }
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      // As good as unavailable.
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException gone) {
      // It is closed, which is what was wanted.
    }
  }

  /** One client's connection and its continuation. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private final AtomicLong sinceDisturbed = new AtomicLong();

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void disturbed() {
      sinceDisturbed.set(0);
      if (disturbance instanceof Disturbance.Refused
          || disturbance instanceof Disturbance.Unavailable) {
        end();
      }
    }

    void end() {
      links.remove(this);
      reset(client);
      reset(server);
    }

    void pump(Socket from, Socket to) {
      var buffer = new byte[BUFFER_BYTES];
      try {
        int read;
        while ((read = from.getInputStream().read(buffer)) >= 0) {
          if (!passes(read)) {
            end();
            return;
          }
          to.getOutputStream().write(buffer, 0, read);
        }
        to.shutdownOutput();
        if (from.isOutputShutdown() || to.isInputShutdown()) {
          end();
        }
      } catch (IOException e) {
        end();
      }
    }

    private boolean passes(int bytes) {
      return switch (disturbance) {
        case Disturbance.None() -> true;
        case Disturbance.Refused(), Disturbance.Unavailable() -> false;
        case Disturbance.HalfOpen() -> {
          awaitPassage();
          yield true;
        }
        case Disturbance.Latency(var each) -> {
          LockSupport.parkNanos(each.toNanos());
          yield true;
        }
        case Disturbance.ResetAfter(var limit) -> sinceDisturbed.addAndGet(bytes) <= limit;
      };
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::end);
  }

  @Override
  public String toString() {
    return name;
  }
}
