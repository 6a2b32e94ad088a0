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

  /** Logs the cause under an incident ID; the client gets the ID alone. */
  static Response incident(Throwable cause, UriInfo uri) {
    var incident = UUID.randomUUID().toString();
    LOG.errorf(cause, "incident %s at %s", incident, SafeText.of(uri.getPath()));
    return of(
        Problem.of("internal", "Something went wrong here, not with the request", 500)
            .detail("Look for incident " + incident + " in the service's log.")
            .with("incident", incident),
        uri);
  }

  private ProblemResponses() {}
}
