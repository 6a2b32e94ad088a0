package dev.drydock.access;

import java.util.Optional;

/** Says whose token this is. */
public interface TokenCheck {
  /**
   * Compares in constant time with every known token; follows the tokens file as it changes.
   *
   * @param token as presented; empty when nobody's
   */
  Optional<Caller> identify(String token);
}
