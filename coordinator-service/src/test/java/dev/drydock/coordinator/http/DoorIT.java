package dev.drydock.coordinator.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.drydock.access.Roles;
import dev.drydock.coordinator.system.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody gets in without a token, and nobody past their roles; every endpoint is asked. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DoorIT {
  private record Endpoint(Method method, String path, String contentType) {}

  @Test
  void givenNoToken_whenAnyEndpointIsCalled_thenItIsRefused() {
    for (var endpoint : endpoints()) {
      for (var authorization :
          List.of("", "Bearer", "Bearer x", "Basic eDp5", "Bearer " + "x".repeat(600))) {
        var answer = call(endpoint, authorization);
        assertThat(answer.statusCode()).as(endpoint + " " + authorization).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.path("type").toString()).endsWith("/unauthenticated");
      }
    }
    for (var path : List.of("/q/metrics", "/q/openapi", "/q/info", "/", "/api/v1/nothing")) {
      assertThat(given().get(path).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void givenATokenOfOneRole_whenAnyEndpointIsCalled_thenWorkersAndViewersStayWithinTheirs() {
    for (var endpoint : endpoints()) {
      boolean forWorkers =
          endpoint.path().endsWith("/claims") || endpoint.path().endsWith("/releasable");
      boolean reads = endpoint.method() == Method.GET || endpoint.path().endsWith("/plans");
      boolean alsoForWorkers = endpoint.path().endsWith("/tenants/{id}");
      if (!forWorkers) {
        if (!alsoForWorkers) {
          assertRefused(endpoint, Roles.WORKER);
        }
      } else {
        assertRefused(endpoint, Roles.VIEWER);
        assertRefused(endpoint, Roles.OPERATOR);
      }
      if (!reads) {
        assertRefused(endpoint, Roles.VIEWER);
      }
    }
  }

  @Test
  void givenHealth_whenAskedWithoutAToken_thenAnswers() {
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void givenAFailureOfOurOwn_whenItHappens_thenTheClientGetsAnIncidentAndNoText() {
    given()
        .header("Authorization", "Bearer " + Servers.TOKEN)
        .get("/api/v1/broken-on-purpose")
        .then()
        .statusCode(500)
        .body("type", equalTo("https://drydock.dev/problems/internal"))
        .body("detail", containsString("incident"))
        .body("detail", not(containsString("hunter2")));
  }

  @Test
  void givenABodyOverTheLimit_whenSent_thenTheRefusalIsAProblem() throws IOException {
    var sized = "Content-Length: 40000000\r\n\r\n{}";
    var chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
    var chunked = "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40) + "0\r\n\r\n";

    assertThat(raw(sized)).contains(" 413 ", "application/problem+json", "problems/too-large");
    assertThat(raw(chunked)).contains(" 413 ").doesNotContain("Exception");
  }

  @Test
  void givenWhatIsNoHttp_whenSent_thenTheRefusalHoldsNoTextOfAnException() throws IOException {
    assertThat(said("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .contains(" 400 ")
        .doesNotContain("Exception", "<html");
  }

  /** The answer to a POST with these further headers and body. */
  private static String raw(String rest) throws IOException {
    return said(
        "POST /api/v1/tenants/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + Servers.TOKEN
            + "\r\n"
            + rest);
  }

  /** The server may stop listening as soon as it has said no. */
  private static String said(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(20_000);
      var sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  socket.getOutputStream().write(request.getBytes(UTF_8));
                } catch (IOException e) {
                  // it has heard enough
                }
              });
      var answer = new StringBuilder();
      try {
        var in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
          answer.append((char) c);
        }
      } catch (IOException e) {
        // what was said stays said
      }
      sender.interrupt();
      return answer.toString();
    }
  }

  /** Only here: an endpoint that fails with a secret in its exception. */
  @jakarta.ws.rs.Path("/api/v1/broken-on-purpose")
  static class BrokenResource {
    @jakarta.ws.rs.GET
    @jakarta.annotation.security.RolesAllowed(Roles.VIEWER)
    public String fail() {
      throw new IllegalStateException("hunter2");
    }
  }

  private static void assertRefused(Endpoint endpoint, String role) {
    var answer = call(endpoint, "Bearer " + Servers.tokenOf(role));
    assertThat(answer.statusCode()).as(role + " " + endpoint).isEqualTo(403);
    assertThat(answer.path("type").toString()).endsWith("/forbidden");
  }

  private static Response call(Endpoint endpoint, String authorization) {
    var request = given();
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (endpoint.method() != Method.GET) {
      request.contentType(endpoint.contentType()).body("{}".getBytes(UTF_8));
    }
    return request.request(endpoint.method(), endpoint.path().replaceAll("\\{[^}]+}", "x"));
  }

  private static List<Endpoint> endpoints() {
    Map<String, Map<String, Map<String, Object>>> paths =
        given()
            .header("Authorization", "Bearer " + Servers.TOKEN)
            .accept("application/json")
            .get("/q/openapi?format=json")
            .jsonPath()
            .getMap("paths");
    var endpoints = new ArrayList<Endpoint>();
    paths.forEach((path, methods) ->
        methods.forEach((method, operation) ->
            endpoints.add(
                new Endpoint(
                    Method.valueOf(method.toUpperCase(Locale.ROOT)),
                    path,
                    contentType(operation)))));
    assertThat(endpoints).hasSizeGreaterThan(8);
    return endpoints;
  }

  @SuppressWarnings("unchecked")
  private static String contentType(Map<String, Object> operation) {
    var body = (Map<String, Object>) operation.get("requestBody");
    var content = body == null ? null : (Map<String, Object>) body.get("content");
    return content == null ? "application/json" : content.keySet().iterator().next();
  }
}
