package dev.drydock.notifier.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** Keys of this service. */
@ConfigMapping(prefix = "drydock.signing")
interface SecretsConfiguration {
  /**
   * File of at least 32 bytes in base64; no default. The key that seals webhook secrets is derived
   * from it: with another file the sealed secrets are lost and webhooks must be made anew.
   */
  @WithName("key-file")
  Optional<Path> keyFile();
}
