package dev.drydock.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
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

  private final CoordinatorConfig coordinator;
  private final JsonMapper json = WireJson.mapper();
  private final HttpClient http;

  @Inject
  HttpClaims(CoordinatorConfig coordinator) {
    this.coordinator = coordinator;
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
    for (int attempt = 1; attempt <= coordinator.claimAttempts(); attempt++) {
      try {
        var answer = ask(url, body);
        if (answer != Answer.UNANSWERED) {
          return answer;
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
    LOG.warnf("messageId=%s: the coordinator does not answer the claim", command.envelope().id());
    return Answer.UNANSWERED;
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

  private Answer ask(String url, byte[] body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + "/api/v1/claims"))
            .timeout(coordinator.claimTimeout())
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return switch (response.statusCode()) {
      case 200 -> isGrant(response.body()) ? Answer.GRANTED : Answer.UNANSWERED;
      case 409 -> Answer.REFUSED;
      default -> {
        LOG.debugf("claim answered %d", response.statusCode());
        yield Answer.UNANSWERED;
      }
    };
  }

  /** Only the whole answer counts: a proxy's empty 200 grants nothing. */
  private boolean isGrant(byte[] body) {
    try {
      return json.readTree(body).path("granted").asBoolean(false);
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
      return json.writeValueAsBytes(
          Map.of(
              "upgradeId", envelope.upgradeId(),
              "tenantId", envelope.tenantId(),
              "token", envelope.token(),
              "executionId", executionId,
              "step", Answers.stepOf(command.data())));
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
