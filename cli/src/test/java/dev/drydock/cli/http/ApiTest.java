package dev.drydock.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.cli.http.FakeService.Answer;
import org.junit.jupiter.api.Test;

class ApiTest {
  @Test
  void whenSeveralPagesExist_thenAllItemsComeInOrder() {
    try (var service =
        new FakeService(
            0,
            request ->
                request.contains("cursor=a%3D%3D")
                    ? Answer.ok("{\"tenants\":[{\"id\":\"shop-3\"}],\"cursor\":null}")
                    : Answer.ok(
                        "{\"tenants\":[{\"id\":\"shop-1\"},{\"id\":\"shop-2\"}],"
                            + "\"cursor\":\"a==\"}"))) {
      var tenants = new Api(service.url(), "t0ken").pages("/tenants?limit=2");

      assertThat(tenants.map(tenant -> tenant.path("id").asText()))
          .containsExactly("shop-1", "shop-2", "shop-3");
      assertThat(service.requests()).allMatch(request -> request.endsWith("Bearer t0ken"));
    }
  }

  @Test
  void whenTheServiceNamesFields_thenTheFailureDoesToo() {
    var problem =
        """
        {"type":"https://drydock.dev/problems/invalid","title":"Tenants not imported",
         "status":422,"detail":"2 mistakes",
         "errors":[{"line":3,"field":"tenants[1].port","message":"must be 1 to 65535"},
                   {"line":9,"field":"tenants[4].id","message":"is there twice"}]}
        """;
    try (var service = new FakeService(0, _ -> new Answer(422, problem))) {
      var api = new Api(service.url(), "t");

      assertThatThrownBy(() -> api.post("/tenants/import"))
          .isInstanceOfSatisfying(
              CliFailure.class,
              failure -> {
                assertThat(failure).hasMessage("Tenants not imported: 2 mistakes");
                assertThat(failure.details())
                    .containsExactly(
                        "line 3, tenants[1].port: must be 1 to 65535",
                        "line 9, tenants[4].id: is there twice");
                assertThat(failure.next()).contains("nothing was registered");
              });
    }
  }

  @Test
  void whenTheTokenIsRefused_thenTheFileIsNamedAndTheTokenIsNot() {
    try (var service = new FakeService(0, _ -> new Answer(401, ""))) {
      var api = new Api(service.url(), "very-secret");

      assertThatThrownBy(() -> api.get("/tenants"))
          .isInstanceOfSatisfying(
              CliFailure.class,
              failure -> {
                assertThat(failure.next()).contains("DRYDOCK_TOKEN_FILE");
                assertThat(failure.getMessage() + failure.next()).doesNotContain("very-secret");
              });
    }
  }

  @Test
  void whenNobodyAnswers_thenItIsUnreachable() {
    var service = new FakeService(0, _ -> Answer.ok("{}"));
    var api = new Api(service.url(), "t");
    service.close();

    assertThatThrownBy(() -> api.get("/tenants")).isInstanceOf(Unreachable.class);
  }

  @Test
  void whenEndpointsArePrinted_thenTheTokenIsNot() {
    var endpoints =
        new Endpoints(
            java.net.URI.create("http://a"),
            java.net.URI.create("http://b"),
            java.net.URI.create("http://c"),
            "very-secret");

    assertThat(endpoints.toString()).doesNotContain("very-secret");
  }
}
