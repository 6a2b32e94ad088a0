package dev.drydock.notifier.http;

import dev.drydock.access.Caller;
import dev.drydock.notifier.application.SignIn;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The identity behind a session; anonymous when it is over. */
@ApplicationScoped
class SessionIdentities implements IdentityProvider<SessionRequest> {
  private final SignIn signIn;

  SessionIdentities(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public Class<SessionRequest> getRequestType() {
    return SessionRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      SessionRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() ->
        signIn
            .callerOf(request.id())
            .map(SessionIdentities::identityOf)
            .orElseGet(() -> QuarkusSecurityIdentity.builder().setAnonymous(true).build()));
  }

  private static SecurityIdentity identityOf(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.roles())
        .build();
  }
}
