package dev.drydock.access;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The plain HTTP refusals: no such path, wrong method, wrong media type. */
final class HttpProblems {
  private static final List<String> KEPT_HEADERS = List.of("Allow", "Retry-After", "Accept");

  static Response answer(Response original, UriInfo uri) {
    var answer = ProblemResponses.of(of(original.getStatus()), uri);
    var kept = Response.fromResponse(answer);
    for (var header : KEPT_HEADERS) {
      var value = original.getHeaderString(header);
      if (value != null) {
        kept.header(header, value);
      }
    }
    return kept.build();
  }

  static Problem of(int status) {
    return switch (status) {
      case 400 ->
          Problem.of("bad-request", "The request cannot be understood", 400)
              .detail("Compare it with /q/openapi.");
      case 401 -> ProblemResponses.UNAUTHENTICATED;
      case 403 -> ProblemResponses.FORBIDDEN;
      case 404 ->
          Problem.of("not-found", "There is nothing at this path", 404)
              .detail("Paths and parameters are listed at /q/openapi.");
      case 405 -> Problem.of("method-not-allowed", "This path does not take this method", 405);
      case 406 -> Problem.of("not-acceptable", "None of the accepted types is offered", 406);
      case 413 -> Problem.of("too-large", "The body is too large", 413);
      case 415 -> Problem.of("unsupported-media-type", "The body has a type not taken here", 415);
      case 503 -> Problem.of("unavailable", "Not available at the moment; try again", 503);
      default -> Problem.of("http-" + status, "The request was refused", status);
    };
  }

  private HttpProblems() {}
}
