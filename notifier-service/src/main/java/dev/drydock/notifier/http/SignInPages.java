package dev.drydock.notifier.http;

import dev.drydock.notifier.application.SignIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door: a token once, then a cookie. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@Blocking
class SignInPages {
  private static final int LONGEST_TOKEN = 512;

  private final SignIn signIn;

  SignInPages(SignIn signIn) {
    this.signIn = signIn;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance login(boolean refused);
  }

  @GET
  @Path("/login")
  public TemplateInstance form() {
    return Templates.login(false);
  }

  @POST
  @Path("/login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response in(@FormParam("token") @Nullable String token, @Context UriInfo uri) {
    return Optional.ofNullable(token)
        .map(String::strip)
        .filter(given -> !given.isEmpty() && given.length() <= LONGEST_TOKEN)
        .flatMap(signIn::with)
        .map(id -> welcomed(id, uri))
        .orElseGet(() -> Response.status(401).entity(Templates.login(true)).build());
  }

  private static Response welcomed(String id, UriInfo uri) {
    return Response.seeOther(URI.create("/"))
        .cookie(SessionCookies.of(id, SignIn.LASTS.toSeconds(), isSecure(uri)))
        .build();
  }

  @POST
  @Path("/logout")
  public Response out(
      @CookieParam(SessionCookies.NAME) @Nullable String session, @Context UriInfo uri) {
    if (session != null) {
      signIn.out(session);
    }
    return Response.seeOther(URI.create("/login"))
        .cookie(SessionCookies.of("", 0, isSecure(uri)))
        .build();
  }

  private static boolean isSecure(UriInfo uri) {
    return "https".equals(uri.getRequestUri().getScheme());
  }
}
