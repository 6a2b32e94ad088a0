package dev.drydock.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;

/** What is wrong with a JSON body: where, and in our words; never a value from it. */
final class JsonProblems {

  static Problem of(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping
        && !(e.getCause() instanceof StreamReadException)) {
      return Problem.of("invalid-request", "The request has invalid fields", 422)
          .detail("The body is JSON, but not of the shape this endpoint takes, " + where(e) + ".")
          .errors(List.of(mistake(mapping)));
    }
    return Problem.of("malformed-json", "The body is not valid JSON", 400)
        .detail("The JSON breaks off or is malformed " + where(e) + ".");
  }

  private static Problem.Mistake mistake(JsonMappingException e) {
    var path = JsonLocations.pathOf(e);
    var message =
        switch (e) {
          case UnrecognizedPropertyException _ -> "is not a field of this request";
          case InvalidFormatException _ -> "has a value of the wrong form";
          default -> "has the wrong type or is missing";
        };
    var location = e.getLocation();
    Integer line = location == null || location.getLineNr() < 1 ? null : location.getLineNr();
    return new Problem.Mistake(line, path.isEmpty() ? "(body)" : path, message);
  }

  private static String where(JsonProcessingException e) {
    return JsonLocations.of(e);
  }

  private JsonProblems() {}
}
