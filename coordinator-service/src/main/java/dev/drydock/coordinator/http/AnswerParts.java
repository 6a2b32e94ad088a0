package dev.drydock.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.coordinator.application.StoredAnswers.Answer;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a resource method's result is on the wire. */
record AnswerParts(int status, @Nullable String location, @Nullable Object entity) {

  static AnswerParts of(Method method, @Nullable Object result) {
    return switch (result) {
      case RestResponse<?> r ->
          new AnswerParts(r.getStatus(), text(r.getLocation()), r.getEntity());
      case Response r -> new AnswerParts(r.getStatus(), text(r.getLocation()), r.getEntity());
      case null -> new AnswerParts(statusOf(method, 204), null, null);
      default -> new AnswerParts(statusOf(method, 200), null, result);
    };
  }

  Answer answer(ObjectMapper json) throws JsonProcessingException {
    return new Answer(status, location, entity == null ? null : json.writeValueAsString(entity));
  }

  private static int statusOf(Method method, int otherwise) {
    var annotation = method.getAnnotation(ResponseStatus.class);
    return annotation == null ? otherwise : annotation.value();
  }

  private static @Nullable String text(@Nullable Object location) {
    return location == null ? null : location.toString();
  }
}
