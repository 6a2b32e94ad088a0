package dev.drydock.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** {@link Claims} by the coordinator's REST API. */
@ApplicationScoped
class HttpClaims implements Claims {
  private static final Logger LOG = Logger.getLogger(HttpClaims.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final JsonMapper JSON = WireJson.mapper();
  private static final ObjectReader GRANT =
      JSON.reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final CoordinatorConfig coordinator;
  private final TurnedAway turnedAway;
  private final HttpClient http;

  @Inject
  HttpClaims(CoordinatorConfig coordinator, TurnedAway turnedAway) {
    this.coordinator = coordinator;
    this.turnedAway = turnedAway;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(coordinator.claimTimeout())
            .build();
  }

  @Override
  public Answer claim(Message<? extends Command> command, String executionId) {
    var url = coordinator.url().orElseThrow(() -> notSet("url"));
    var body = body(command, executionId);
    var id = command.envelope().id();
    for (int attempt = 1; attempt <= coordinator.claimAttempts(); attempt++) {
      try {
        var response = ask(url, body);
        var answer = answerIn(response.statusCode(), response.body());
        if (answer != Answer.UNANSWERED) {
          turnedAway.answered(id);
          return answer;
        }
        if (turnsAway(response.statusCode())) {
          turnedAway.add(id, response.statusCode());
          return Answer.UNANSWERED;
        }
        pause(attempt);
      } catch (IOException e) {
        LOG.debugf("claim attempt %d: %s", attempt, e.getClass().getSimpleName());
        if (!pausedAfter(attempt)) {
          return Answer.UNANSWERED;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Answer.UNANSWERED;
      }
    }
    LOG.warnf("messageId=%s: the coordinator does not answer the claim", id);
    return Answer.UNANSWERED;
  }

  /** What asking again cannot mend: a wrong token, or a claim that is not understood. */
  private static boolean turnsAway(int status) {
    return status == 400 || status == 401 || status == 403 || status == 422;
  }

  private static boolean pausedAfter(int attempt) {
    try {
      pause(attempt);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpResponse<byte[]> ask(String url, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + "/api/v1/claims"))
            .timeout(coordinator.claimTimeout())
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  static Answer answerIn(int status, byte[] body) {
    return switch (status) {
      case 200 -> isGrant(body) ? Answer.GRANTED : Answer.UNANSWERED;
      case 409 -> Answer.REFUSED;
      default -> {
        LOG.debugf("claim answered %d", status);
        yield Answer.UNANSWERED;
      }
    };
  }

  /** Only the whole answer counts: a proxy's empty 200 grants nothing, nor does half of one. */
  private static boolean isGrant(byte[] body) {
    try {
      var granted = GRANT.readTree(body).path("granted");
      return granted.isBoolean() && granted.booleanValue();
    } catch (IOException e) {
      return false;
    }
  }

  private String token() throws IOException {
    var file = coordinator.tokenFile().orElseThrow(() -> notSet("token-file"));
    return Files.readString(Path.of(file)).strip();
  }

  private byte[] body(Message<? extends Command> command, String executionId) {
    var envelope = command.envelope();
    try {
      return JSON.writeValueAsBytes(
          Map.of(
              "upgradeId", envelope.upgradeId(),
              "tenantId", envelope.tenantId(),
              "token", envelope.token(),
              "executionId", executionId,
              "step", Step.of(command.data())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a claim cannot be written", e);
    }
  }

  private static IllegalStateException notSet(String key) {
    return new IllegalStateException("drydock.coordinator." + key + " is not set, workers need it");
  }

  /** Exponential with full jitter. */
  private static void pause(int attempt) throws InterruptedException {
    long most = FIRST_PAUSE.toMillis() << Math.min(attempt, 6);
    Thread.sleep(ThreadLocalRandom.current().nextLong(most));
  }
}
