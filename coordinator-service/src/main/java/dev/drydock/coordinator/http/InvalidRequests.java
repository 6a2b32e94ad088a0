package dev.drydock.coordinator.http;

import dev.drydock.access.Problem;
import dev.drydock.coordinator.application.Bundles;
import dev.drydock.coordinator.application.InvalidInput;
import dev.drydock.coordinator.domain.tenant.SelectorSyntaxException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What was sent and is wrong, as problems that name the place. */
final class InvalidRequests {

  @ServerExceptionMapper
  Response invalidInput(InvalidInput e, UriInfo uri) {
    var title =
        e.slug().equals("invalid-bundle")
            ? "The release was not created"
            : "The tenants were not imported";
    var problem =
        Problem.of(e.slug(), title, 422)
            .detail(
                "%s. Nothing was registered; mend what 'errors' lists and send it again."
                    .formatted(e.count() == 1 ? "1 mistake" : e.count() + " mistakes"))
            .with("count", e.count())
            .errors(
                e.mistakes().stream()
                    .map(m -> new Problem.Mistake(m.line(), m.field(), m.message()))
                    .toList());
    return response(problem, uri);
  }

  @ServerExceptionMapper
  Response selector(SelectorSyntaxException e, UriInfo uri) {
    return response(invalid("selector", String.valueOf(e.getMessage())), uri);
  }

  @ServerExceptionMapper
  Response bundles(Bundles.BundlesUnavailable e, UriInfo uri) {
    return response(
        Problem.of("object-store-unavailable", "The release was not created", 503)
            .detail("The object store cannot take the bundle at the moment; send it again."),
        uri);
  }

  static Problem invalid(String field, String message) {
    return Problem.of("invalid-request", "The request has invalid fields", 422)
        .detail(field + ": " + message)
        .errors(List.of(new Problem.Mistake(null, field, message)));
  }

  static Response response(Problem problem, UriInfo uri) {
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .entity(problem.json(uri.getRequestUri().getRawPath()))
        .build();
  }
}
