package dev.drydock.notifier.application;

import java.util.Optional;

/** The cryptography of sessions. */
public interface SessionCrypto {
  /** 256 random bits, URL-safe. */
  String newId();

  String hashOf(String id);

  String seal(String id, String token);

  /** Empty when the box was not sealed under this ID. */
  Optional<String> open(String id, String box);
}
