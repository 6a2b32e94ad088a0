package dev.drydock.verification.fleet.observation;

import dev.drydock.verification.fleet.Rest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener where no webhook may go: nobody may be let to send there. */
final class ForbiddenAddress {
  private static final Duration LISTENS = Duration.ofSeconds(3);

  /** {@code ::1} */
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private ForbiddenAddress() {}

  /** Tries to subscribe it and others like it; empty when nobody dialled. */
  static List<String> dialled(Rest notifier) {
    var found = new ArrayList<String>();
    try (var socket = new ServerSocket(0, 5, InetAddress.getByAddress(LOOPBACK_6))) {
      var url = "http://[::1]:%d/hook".formatted(socket.getLocalPort());
      if (subscribe(notifier, url) && comes(socket)) {
        found.add("a webhook was sent to " + url);
      }
    } catch (IOException noSuchAddress) {
      // A machine without IPv6 has one forbidden address less.
    }
    if (subscribe(notifier, "http://169.254.169.254/latest/meta-data")) {
      found.add("a webhook to the metadata address was accepted");
    }
    return found;
  }

  private static boolean subscribe(Rest notifier, String url) {
    try {
      var view = notifier.post("/webhooks", "{\"url\":\"%s\"}".formatted(url));
      notifier.post("/webhooks/" + view.path("id").asText() + "/test", "{}");
      return true;
    } catch (Rest.Refused e) {
      return false;
    }
  }

  private static boolean comes(ServerSocket socket) throws IOException {
    socket.setSoTimeout((int) LISTENS.toMillis());
    try (var _ = socket.accept()) {
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }
}
