package dev.drydock.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/**
 * Which service this is, and which of its replicas.
 *
 * @param name short, {@code backup}
 * @param instance unique among the replicas, the same after a restart where that is possible
 */
public record Service(String name, String instance) {
  String source() {
    return "/drydock/" + name;
  }

  /** Makes the bean; a record cannot be one. */
  @ApplicationScoped
  static class Names {
    private final MessagingConfig messaging;
    private final Config config;

    @Inject
    Names(MessagingConfig messaging, Config config) {
      this.messaging = messaging;
      this.config = config;
    }

    @jakarta.enterprise.inject.Produces
    @jakarta.inject.Singleton
    Service service() {
      var name = messaging.service().orElseGet(this::applicationName);
      return new Service(name, messaging.instance().orElseGet(() -> name + "@" + place()));
    }

    private String applicationName() {
      return config
          .getOptionalValue("quarkus.application.name", String.class)
          .orElse("service")
          .replaceFirst("-service$", "");
    }

    private String place() {
      var port = config.getOptionalValue("quarkus.http.port", String.class).orElse("0");
      return hostName() + ":" + (port.equals("0") ? UUID.randomUUID() : port);
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "localhost";
      }
    }
  }
}
