package dev.drydock.access;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Problems that every service answers alike, and problems as responses. */
final class ProblemResponses {
  private static final Logger LOG = Logger.getLogger(ProblemResponses.class);

  static final Problem UNAUTHENTICATED =
      Problem.of("unauthenticated", "A valid token is needed", 401)
          .detail("Send a known token as 'Authorization: Bearer TOKEN'.");

  static final Problem FORBIDDEN =
      Problem.of("forbidden", "The token's roles do not allow this", 403)
          .detail("Use a token that has the role this endpoint needs.");

  static Response of(Problem problem, UriInfo uri) {
    var response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.json(uri.getRequestUri().getRawPath()));
    if (problem.status() == 401) {
      response.header("WWW-Authenticate", "Bearer realm=\"drydock\"");
    }
    return response.build();
  }

  static Response incident(Throwable cause, UriInfo uri) {
    return of(incident(cause, uri.getPath()), uri);
  }

  /** Logs what was thrown under an incident ID, no message of it; the client gets the ID alone. */
  static Problem incident(Throwable cause, String path) {
    var incident = UUID.randomUUID().toString();
    LOG.errorf("incident %s at %s: %s", incident, SafeText.of(path), Causes.of(cause));
    return Problem.of("internal", "Something went wrong here, not with the request", 500)
        .detail("Look for incident " + incident + " in the service's log.")
        .with("incident", incident);
  }

  private ProblemResponses() {}
}
