package dev.drydock.notifier.okhttp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How webhooks are sent. */
@ConfigMapping(prefix = "drydock.webhooks")
interface WebhookConfiguration {
  /** How often due deliveries are looked for; 1 s. */
  @WithDefault("1s")
  String every();

  /**
   * Networks in CIDR notation that receivers may be in although they are not public, and where
   * plain HTTP is accepted; none.
   */
  Optional<List<String>> allowNetworks();

  /** For one attempt as a whole; 10 s. */
  @WithDefault("10s")
  Duration timeout();

  /** Directory that {@code file:} references to signing secrets must be in; none are accepted. */
  Optional<String> secretsDirectory();
}
