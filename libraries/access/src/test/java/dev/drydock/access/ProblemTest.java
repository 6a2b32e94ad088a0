package dev.drydock.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Body(String name, int port, List<Body> inner) {}

  @Test
  void givenAProblem_whenWritten_thenHasTheMembersOfRfc9457AndItsOwn() throws Exception {
    var problem =
        Problem.of("invalid-tenants", "Not imported", 422)
            .detail("1 mistake")
            .errors(List.of(new Problem.Mistake(3, "tenants[0].port", "is missing")))
            .with("status", "cannot replace a member");

    var json = JSON.readTree(problem.json("/api/v1/tenants/import"));

    assertThat(json.get("type").asText()).isEqualTo("https://drydock.dev/problems/invalid-tenants");
    assertThat(json.get("status").asInt()).isEqualTo(422);
    assertThat(json.get("instance").asText()).isEqualTo("/api/v1/tenants/import");
    assertThat(json.at("/errors/0/line").asInt()).isEqualTo(3);
    assertThat(json.at("/errors/0/field").asText()).isEqualTo("tenants[0].port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"hunter2"              | malformed-json  | line 1
          {"name" "hunter2"}             | malformed-json  | line 1, column 9
          {"port":"hunter2"}             | invalid-request | port
          {"hunter2x":1}                 | invalid-request | hunter2x
          {"inner":[{},{"port":"hunter2"}]} | invalid-request | inner[1].port
          ["hunter2"]                    | invalid-request | (body)
          """)
  void givenABadBody_whenMapped_thenSaysWhereAndNeverWhat(String body, String slug, String where) {
    var failure =
        catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue(body, Body.class));

    var problem = JsonProblems.of(failure);

    assertThat(problem.slug()).isEqualTo(slug);
    assertThat(problem.json(null)).contains(where);
    assertThat(problem.json(null).replace("hunter2x", "")).doesNotContain("hunter2");
  }

  @Test
  void givenTextFromOutside_whenShown_thenStaysOnItsLine() {
    assertThat(SafeText.of("a\r\nINFO forged\u2028x\u202ey\u0000"))
        .isEqualTo("a??INFO forged?x?y?");
    assertThat(SafeText.of("x".repeat(500))).hasSize(121);
    assertThat(SafeText.of(null)).isEmpty();
  }
}
