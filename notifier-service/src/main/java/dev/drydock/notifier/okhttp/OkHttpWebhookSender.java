package dev.drydock.notifier.okhttp;

import dev.drydock.notifier.application.WebhookSender;
import dev.drydock.notifier.domain.AddressPolicy;
import dev.drydock.notifier.domain.Delivery.Outcome;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts one message. Follows no redirect, uses no proxy, reads at most 16 kB of the answer and
 * keeps none of it, and connects to checked addresses only.
 */
@ApplicationScoped
class OkHttpWebhookSender implements WebhookSender {
  private static final MediaType CLOUD_EVENT =
      MediaType.get("application/cloudevents+json; charset=utf-8");
  private static final int ANSWER_LIMIT_BYTES = 16 * 1024;

  private final AddressPolicy policy;
  private final OkHttpClient encrypted;
  private final OkHttpClient plain;

  OkHttpWebhookSender(WebhookConfiguration configuration) {
    policy =
        new AddressPolicy(
            configuration.allowNetworks().orElse(List.of()).stream()
                .map(String::strip)
                .map(AddressPolicy.Network::of)
                .toList());
    encrypted = client(configuration.timeout(), true);
    plain = client(configuration.timeout(), false);
  }

  private OkHttpClient client(Duration timeout, boolean tls) {
    var addresses = new CheckedAddresses(policy, tls);
    return new OkHttpClient.Builder()
        .dns(addresses)
        .socketFactory(new CheckedSockets(addresses))
        .addNetworkInterceptor(connectedTo(addresses))
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .proxy(Proxy.NO_PROXY)
        .connectionPool(new ConnectionPool(16, 30, TimeUnit.SECONDS))
        .connectTimeout(timeout.dividedBy(2))
        .readTimeout(timeout)
        .writeTimeout(timeout)
        .callTimeout(timeout)
        .build();
  }

  /** An IP literal is never looked up: the connected address is judged once more, before a byte. */
  private static Interceptor connectedTo(CheckedAddresses addresses) {
    return chain -> {
      var connection = chain.connection();
      if (connection == null
          || !(connection.socket().getRemoteSocketAddress() instanceof InetSocketAddress remote)
          || !addresses.accepts(remote.getAddress())) {
        throw new CheckedAddresses.Refused();
      }
      return chain.proceed(chain.request());
    };
  }

  @Override
  public Outcome send(URI url, SignedMessage message) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    if (refusedLiteral(url.getHost(), tls)) {
      return new Outcome.Failed(0, "ADDRESS_REFUSED", null);
    }
    try (var response = (tls ? encrypted : plain).newCall(request(url, message)).execute()) {
      drain(response);
      return outcome(response);
    } catch (CheckedAddresses.Refused e) {
      return new Outcome.Failed(0, "ADDRESS_REFUSED", null);
    } catch (InterruptedIOException e) {
      return new Outcome.Failed(0, "TIMEOUT", null);
    } catch (SSLException e) {
      return new Outcome.Failed(0, "TLS", null);
    } catch (IOException e) {
      return new Outcome.Failed(0, "UNREACHABLE", null);
    }
  }

  private static Request request(URI url, SignedMessage message) {
    return new Request.Builder()
        .url(url.toString())
        .header("User-Agent", "drydock-webhooks/1")
        .header("webhook-id", message.id())
        .header("webhook-timestamp", Long.toString(message.timestamp()))
        .header("webhook-signature", message.signature())
        .post(RequestBody.create(message.body().getBytes(StandardCharsets.UTF_8), CLOUD_EVENT))
        .build();
  }

  private static void drain(Response response) throws IOException {
    response.peekBody(ANSWER_LIMIT_BYTES);
  }

  private static Outcome outcome(Response response) {
    int status = response.code();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(status);
    }
    if (status == 410) {
      return new Outcome.Gone();
    }
    return new Outcome.Failed(
        status,
        status >= 300 && status < 400 ? "REDIRECT" : "HTTP_STATUS",
        retryAfter(response.header("Retry-After")));
  }

  /** Seconds only; a date is treated as if nothing was asked for. */
  private static @Nullable Duration retryAfter(@Nullable String header) {
    return header != null && header.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : null;
  }

  @Override
  public Optional<String> objection(URI url) {
    var scheme = url.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
      return Optional.of("must begin with https://");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return Optional.of("must name a host, and neither user information nor a fragment");
    }
    if (HttpUrl.parse(url.toString()) == null) {
      return Optional.of("is not a URL that can be sent to: look at its host and port");
    }
    try {
      var addresses = new CheckedAddresses(policy, "https".equalsIgnoreCase(scheme));
      addresses.lookup(bare(url.getHost()));
      return Optional.empty();
    } catch (CheckedAddresses.Refused e) {
      return Optional.of(
          "leads to an address that webhooks may not reach, or is not https;"
              + " drydock.webhooks.allow-networks names exceptions");
    } catch (UnknownHostException e) {
      return Optional.of("names a host that cannot be resolved");
    }
  }

  private boolean refusedLiteral(@Nullable String host, boolean tls) {
    if (host == null) {
      return true;
    }
    try {
      return !new CheckedAddresses(policy, tls).accepts(InetAddress.ofLiteral(bare(host)));
    } catch (IllegalArgumentException e) {
      return false; // a name: judged when it is resolved
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @PreDestroy
  void close() {
    encrypted.connectionPool().evictAll();
    plain.connectionPool().evictAll();
  }
}
