package dev.drydock.notifier.http;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;
import java.util.Set;

/** The cookie of a signed-in browser; a bearer token beside it goes first. */
@ApplicationScoped
class SessionCookies implements HttpAuthenticationMechanism {
  static final String NAME = "drydock_session";
  private static final int LONGEST_ID = 64;

  static NewCookie of(String id, long maxAgeSeconds, boolean secure) {
    return new NewCookie.Builder(NAME)
        .value(id)
        .path("/")
        .maxAge((int) maxAgeSeconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    var cookie = context.request().getCookie(NAME);
    if (cookie == null
        || cookie.getValue().length() > LONGEST_ID
        || context.request().getHeader("Authorization") != null) {
      return Uni.createFrom().optional(Optional.empty());
    }
    return identityProviders
        .authenticate(new SessionRequest(cookie.getValue()))
        .map(identity -> identity.isAnonymous() ? null : identity);
  }

  /** Challenges are the bearer mechanism's; pages redirect by themselves. */
  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().optional(Optional.empty());
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    return Uni.createFrom().item(false);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(SessionRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.COOKIE, NAME));
  }
}
