package dev.drydock.messaging;

import io.smallrye.config.ConfigMapping;

/** The key that commands, results and events are signed with. */
@ConfigMapping(prefix = "drydock.signing")
public interface SigningConfig {
  /**
   * A file of mode 0600 with one base64 key of at least 32 bytes per line; the first signs, every
   * one verifies (to change the key, put the new one second everywhere, then first, then drop the
   * old one).
   */
  String keyFile();
}
