package dev.drydock.access;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who may come in. */
@ConfigMapping(prefix = "drydock.access")
interface AccessConfiguration {
  /**
   * JSON file of the tokens' SHA-256 sums, read again whenever it changes; no default. Without it
   * every request is refused.
   */
  Optional<Path> tokensFile();
}
