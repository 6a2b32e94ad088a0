package dev.drydock.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where workers claim; needed by services that claim only. */
@ConfigMapping(prefix = "drydock.coordinator")
public interface CoordinatorConfig {
  /** Base URL, {@code http://127.0.0.1:8081}. */
  Optional<String> url();

  /** A file of mode 0600 with the worker's own bearer token in one line; read for each claim. */
  Optional<String> tokenFile();

  /** How long one attempt to claim may take. */
  @WithDefault("5s")
  Duration claimTimeout();

  /** How many attempts a claim gets before it counts as unanswered. */
  @WithDefault("4")
  int claimAttempts();
}
