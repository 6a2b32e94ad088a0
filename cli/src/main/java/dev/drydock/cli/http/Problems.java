package dev.drydock.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Turns a problem+json answer into lines that a person can act on. */
final class Problems {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Problems() {}

  static CliFailure failure(int status, String path, String body) {
    var problem = parse(body);
    return new CliFailure(message(status, path, problem), details(problem), next(status, problem));
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static String message(int status, String path, JsonNode problem) {
    if (status == 401) {
      return "the token was refused (401)";
    }
    if (status == 403) {
      return "the token has not the role for this (403)";
    }
    var title = problem.path("title").asText("");
    var detail = problem.path("detail").asText("");
    if (title.isEmpty() && detail.isEmpty()) {
      return "%s answered %d".formatted(path, status);
    }
    if (detail.isEmpty() || title.isEmpty()) {
      return title + detail;
    }
    return title + ": " + detail;
  }

  private static List<String> details(JsonNode problem) {
    var details = new ArrayList<String>();
    var detail = problem.path("detail").asText("");
    for (var error : problem.path("errors")) {
      var line = detail(error);
      if (!detail.contains(line)) {
        details.add(line);
      }
    }
    return details;
  }

  private static String detail(JsonNode error) {
    if (error.isTextual()) {
      return error.asText();
    }
    var where = new ArrayList<String>();
    add(where, error, "file", "");
    add(where, error, "line", "line ");
    add(where, error, "column", "column ");
    add(where, error, "field", "");
    var place = String.join(", ", where);
    var message = error.path("message").asText(error.path("detail").asText());
    return place.isEmpty() ? message : place + ": " + message;
  }

  private static void add(List<String> where, JsonNode error, String name, String before) {
    var value = error.path(name).asText("");
    if (!value.isEmpty() && !value.equals("0") && !value.equals("null")) {
      where.add(before + value);
    }
  }

  private static String next(int status, JsonNode problem) {
    var given = problem.path("next").asText(problem.path("advice").asText(""));
    if (!given.isEmpty()) {
      return given;
    }
    if (problem.path("detail").asText("").contains("`drydock ")) {
      return "";
    }
    return switch (status) {
      case 401 -> "DRYDOCK_TOKEN_FILE names the file with the token; `drydock up` writes one";
      case 403 -> "ask for a token with the role operator";
      case 404 ->
          "`drydock tenant list`, `drydock release list` and `drydock show` name what exists";
      case 409 -> "look at it first: `drydock show upgrade ID`";
      case 422, 400 -> "mend what is named above and send it again; nothing was registered";
      default -> "";
    };
  }
}
