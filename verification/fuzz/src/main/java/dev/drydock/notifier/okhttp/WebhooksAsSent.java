package dev.drydock.notifier.okhttp;

import dev.drydock.notifier.application.WebhookSender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** The sender without its container; in its package, which hides it. */
@NullMarked
public final class WebhooksAsSent {

  /**
   * @param networks allowed although they are not public
   */
  public static WebhookSender allowing(List<String> networks) {
    return new OkHttpWebhookSender(new Fixed(Optional.of(networks)));
  }

  private record Fixed(Optional<List<String>> allowNetworks) implements WebhookConfiguration {
    @Override
    public String every() {
      return "1s";
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Optional<String> secretsDirectory() {
      return Optional.empty();
    }
  }

  private WebhooksAsSent() {}
}
