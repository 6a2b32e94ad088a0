package dev.drydock.notifier.application;

import dev.drydock.access.Caller;
import dev.drydock.access.TokenCheck;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Signs a browser in with a token, once. Every later request checks the token again, so that a
 * token that is taken away ends its sessions too.
 */
@ApplicationScoped
public class SignIn {
  /** How long a session lasts. */
  public static final Duration LASTS = Duration.ofHours(12);

  private final TokenCheck tokens;
  private final Sessions sessions;
  private final SessionCrypto crypto;
  private final Clock clock;

  SignIn(TokenCheck tokens, Sessions sessions, SessionCrypto crypto, Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.crypto = crypto;
    this.clock = clock;
  }

  /**
   * @return the ID of the new session, empty for a token that nobody has
   */
  @Transactional
  public Optional<String> with(String token) {
    if (tokens.identify(token).isEmpty()) {
      return Optional.empty();
    }
    var id = crypto.newId();
    sessions.open(crypto.hashOf(id), crypto.seal(id, token), clock.instant().plus(LASTS));
    return Optional.of(id);
  }

  /** Whose session this is, empty when it has expired or its token was taken away. */
  @Transactional
  public Optional<Caller> callerOf(String id) {
    return sessions
        .tokenBox(crypto.hashOf(id), clock.instant())
        .flatMap(box -> crypto.open(id, box))
        .flatMap(tokens::identify);
  }

  @Transactional
  public void out(String id) {
    sessions.close(crypto.hashOf(id));
  }

  @Scheduled(every = "1h", delayed = "1m")
  @Transactional
  void dropExpired() {
    sessions.dropExpired(clock.instant());
  }
}
