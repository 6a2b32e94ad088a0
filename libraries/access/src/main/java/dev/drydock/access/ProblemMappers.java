package dev.drydock.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.StringJoiner;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every exception becomes a problem, and none of their texts gets out. */
public final class ProblemMappers {

  @ServerExceptionMapper
  public Response problem(ProblemException e, UriInfo uri) {
    return ProblemResponses.of(e.problem(), uri);
  }

  @ServerExceptionMapper
  public Response unauthorized(UnauthorizedException e, UriInfo uri) {
    return ProblemResponses.of(ProblemResponses.UNAUTHENTICATED, uri);
  }

  @ServerExceptionMapper
  public Response authenticationFailed(AuthenticationFailedException e, UriInfo uri) {
    return ProblemResponses.of(ProblemResponses.UNAUTHENTICATED, uri);
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e, UriInfo uri) {
    return ProblemResponses.of(ProblemResponses.FORBIDDEN, uri);
  }

  @ServerExceptionMapper
  public Response json(JsonProcessingException e, UriInfo uri) {
    return ProblemResponses.of(JsonProblems.of(e), uri);
  }

  /** The framework has a mapper of its own for these, which would repeat the value. */
  @ServerExceptionMapper
  public Response mismatch(MismatchedInputException e, UriInfo uri) {
    return ProblemResponses.of(JsonProblems.of(e), uri);
  }

  @ServerExceptionMapper
  public Response violations(ConstraintViolationException e, UriInfo uri) {
    var mistakes =
        e.getConstraintViolations().stream()
            .map(v -> new Problem.Mistake(null, fieldOf(v.getPropertyPath()), v.getMessage()))
            .sorted((a, b) -> String.valueOf(a.field()).compareTo(String.valueOf(b.field())))
            .limit(100)
            .toList();
    return ProblemResponses.of(
        Problem.of("invalid-request", "The request has invalid fields", 422).errors(mistakes), uri);
  }

  @ServerExceptionMapper
  public Response webApplication(WebApplicationException e, UriInfo uri) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return ProblemResponses.of(JsonProblems.of(json), uri);
    }
    if (e.getResponse().getStatus() < 400) {
      return e.getResponse();
    }
    return HttpProblems.answer(e.getResponse(), uri);
  }

  @ServerExceptionMapper
  public Response anyOther(Throwable e, UriInfo uri) {
    return ProblemResponses.incident(e, uri);
  }

  /** Without the method's and the parameter's name: {@code waves}, {@code tenants[3].port}. */
  private static String fieldOf(Path path) {
    var field = new StringJoiner(".");
    for (var node : path) {
      if (node.getKind() != ElementKind.METHOD
          && !(node.getKind() == ElementKind.PARAMETER
              && path.toString().split("\\.").length > 2)) {
        field.add(SafeText.of(node.toString()));
      }
    }
    return field.toString();
  }
}
