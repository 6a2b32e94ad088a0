package dev.drydock.notifier.http;

import dev.drydock.access.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No other site can make a browser do anything here: what changes something and carries no bearer
 * token must say that it comes from this origin. Beside {@code SameSite=Strict}, not instead of it.
 */
@Provider
class SameOriginOnly implements ContainerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!READING.contains(request.getMethod())
        && request.getHeaderString("Authorization") == null
        && !isSameOrigin(request)) {
      throw Problem.of("cross-site", "The request comes from another site", 403)
          .detail("Use the page itself, or a bearer token.")
          .exception();
    }
  }

  private static boolean isSameOrigin(ContainerRequestContext request) {
    var site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    return sameAuthority(
        request.getHeaderString("Origin"), request.getUriInfo().getRequestUri().getAuthority());
  }

  private static boolean sameAuthority(@Nullable String origin, @Nullable String host) {
    try {
      return origin != null && host != null && host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
