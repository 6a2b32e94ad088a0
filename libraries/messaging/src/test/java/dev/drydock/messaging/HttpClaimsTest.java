package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClaimsTest {
  private static final Message<Command> COMMAND =
      Samples.message("shop-a", 7, 0, new Command.QuiesceTenant(Samples.target("shop-a")));

  private record Reply(int status, String body) {}

  @TempDir Path folder;
  private final Queue<Reply> replies = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private final TurnedAway turnedAway = new TurnedAway();
  private HttpClaims claims;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/claims",
        exchange -> {
          var authorization = exchange.getRequestHeaders().getFirst("Authorization");
          requests.add(
              authorization + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          var reply = replies.size() > 1 ? replies.remove() : replies.element();
          var body = reply.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    var token = Files.writeString(folder.resolve("token"), "worker-token\n");
    claims =
        new HttpClaims(
            new Settings("http://127.0.0.1:" + server.getAddress().getPort(), token.toString()),
            turnedAway);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aGrantIsAGrant_andNamesTokenAndExecution() {
    replies.add(new Reply(200, "{\"granted\":true}"));

    assertThat(claims.claim(COMMAND, "execution-1")).isEqualTo(Claims.Answer.GRANTED);
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("Bearer worker-token ")
        .contains(
            "\"token\":7",
            "\"tenantId\":\"shop-a\"",
            "\"executionId\":\"execution-1\"",
            "\"step\":\"QUIESCE\"");
  }

  @Test
  void aRefusalIsFinal() {
    replies.add(new Reply(409, "{}"));

    assertThat(claims.claim(COMMAND, "execution-1")).isEqualTo(Claims.Answer.REFUSED);
    assertThat(requests).hasSize(1);
  }

  @Test
  void aTroubledCoordinatorIsAskedAgain() {
    replies.add(new Reply(503, ""));
    replies.add(new Reply(200, "{\"granted\":true}"));

    assertThat(claims.claim(COMMAND, "execution-1")).isEqualTo(Claims.Answer.GRANTED);
    assertThat(requests).hasSize(2);
  }

  @Test
  void anEmptyOrOddAnswerGrantsNothing() {
    for (var body : List.of("", "ok", "[]", "{\"granted\":\"yes\"}", "{\"granted\":false}")) {
      replies.clear();
      replies.add(new Reply(200, body));
      assertThat(claims.claim(COMMAND, "execution-1")).as(body).isEqualTo(Claims.Answer.UNANSWERED);
    }
  }

  @Test
  void whatIsTurnedAwayIsNotAskedAgain_butSaid_untilTheDoorOpens() {
    replies.add(new Reply(401, "{}"));
    var readiness = new ClaimsReadiness(turnedAway);

    assertThat(claims.claim(COMMAND, "execution-1")).isEqualTo(Claims.Answer.UNANSWERED);
    assertThat(requests).hasSize(1);
    assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(readiness.call().getData().orElseThrow().values())
        .singleElement()
        .asString()
        .contains("drydock.coordinator.token-file");

    replies.clear();
    replies.add(new Reply(200, "{\"granted\":true}"));
    assertThat(claims.claim(COMMAND, "execution-1")).isEqualTo(Claims.Answer.GRANTED);
    assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  @Test
  void onlyWhatIsTurnedAwayEveryTimeIsTooOften() {
    var id = COMMAND.envelope().id();
    replies.add(new Reply(403, "{}"));

    for (int i = 1; i < 30; i++) {
      claims.claim(COMMAND, "execution-1");
      assertThat(turnedAway.tooOften(id)).isFalse();
    }
    claims.claim(COMMAND, "execution-1");

    assertThat(turnedAway.tooOften(id)).isTrue();
    assertThat(turnedAway.tooOften(id)).isFalse();
  }

  @Test
  void nobodyThereIsNoAnswer() {
    server.stop(0);

    assertThat(claims.claim(COMMAND, "execution-1")).isEqualTo(Claims.Answer.UNANSWERED);
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "{\"granted\":1}",
        "{\"granted\":\"true\"}",
        "{\"granted\":true,\"granted\":false}",
        "{\"granted\":false,\"granted\":true}",
        "{\"granted\":true}{\"granted\":false}",
        "{\"granted\":true",
        "[true]",
        ""
      })
  void givenAnythingButThePlainGrant_thenNothingIsGranted(String body) {
    assertThat(HttpClaims.answerIn(200, body.getBytes(UTF_8))).isEqualTo(Claims.Answer.UNANSWERED);
  }

  private record Settings(String address, String file) implements CoordinatorConfig {
    @Override
    public Optional<String> url() {
      return Optional.of(address);
    }

    @Override
    public Optional<String> tokenFile() {
      return Optional.of(file);
    }

    @Override
    public Duration claimTimeout() {
      return Duration.ofSeconds(2);
    }

    @Override
    public int claimAttempts() {
      return 2;
    }
  }
}
