package dev.drydock.coordinator.http;

import dev.drydock.coordinator.application.StoredAnswers.Answer;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Ends a request with the answer of an earlier one. */
final class StoredAnswerReplayed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Answer answer;

  StoredAnswerReplayed(Answer answer) {
    super("answered before", null, false, false);
    this.answer = answer;
  }

  /** Sends it as it was, and says so. */
  static final class Mapper {
    @ServerExceptionMapper
    Response replay(StoredAnswerReplayed replayed) {
      var answer = replayed.answer;
      var response = Response.status(answer.status()).header("Idempotency-Replayed", "true");
      if (answer.location() != null) {
        response.header("Location", answer.location());
      }
      if (answer.body() != null) {
        response.type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body());
      }
      return response.build();
    }
  }
}
