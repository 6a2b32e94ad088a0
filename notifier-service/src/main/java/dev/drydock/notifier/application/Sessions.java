package dev.drydock.notifier.application;

import java.time.Instant;
import java.util.Optional;

/**
 * Who is signed in. The store holds a hash of the session ID and the token under a key that only
 * the browser's cookie gives: whoever reads the database can do nothing with it.
 */
public interface Sessions {
  void open(String idHash, String tokenBox, Instant expiresAt);

  /** The box of a session that has not expired. */
  Optional<String> tokenBox(String idHash, Instant now);

  void close(String idHash);

  int dropExpired(Instant now);
}
