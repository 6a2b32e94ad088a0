package dev.drydock.coordinator.http;

import dev.drydock.access.Problem;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.domain.upgrade.StrategySyntaxException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The use cases' noes as problems. */
class RefusalMapper {
  @ServerExceptionMapper
  Response refusal(Refusal refusal) {
    var problem =
        switch (refusal.kind()) {
          case NOT_FOUND -> Problem.of(refusal.slug(), "Not found", 404);
          case CONFLICT -> Problem.of(refusal.slug(), "Not possible now", 409);
          case INVALID -> Problem.of(refusal.slug(), "Not acceptable as it is", 422);
        };
    return answer(problem.detail(String.valueOf(refusal.getMessage())));
  }

  @ServerExceptionMapper
  Response strategy(StrategySyntaxException e) {
    var message = String.valueOf(e.getMessage());
    return answer(
        Problem.of("invalid-strategy", "The strategy cannot be read", 422)
            .detail(e.field() + ": " + message)
            .errors(List.of(new Problem.Mistake(null, e.field(), message))));
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .entity(problem.json(null))
        .build();
  }
}
