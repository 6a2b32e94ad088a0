package dev.drydock.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorProblemsTest {
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    var router = Router.router(vertx);
    new DoorProblems(Optional.of(new MemorySize(BigInteger.valueOf(10)))).listen(router);
    router
        .route("/refused/:status")
        .handler(context -> context.fail(Integer.parseInt(context.pathParam("status"))));
    router.route("/broken").handler(context -> context.fail(new IllegalStateException("hunter2")));
    router.route("/fine").handler(context -> context.response().end("fine"));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"400, bad-request", "413, too-large", "429, http-429", "431, http-431"})
  void whenTheHttpLayerRefuses_thenTheAnswerIsAProblem(int status, String slug) throws Exception {
    var answer = posted("/refused/" + status, "");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("problems/" + slug, "\"instance\":\"/refused/" + status);
  }

  @Test
  void whenAHandlerBreaks_thenTheAnswerIsAnIncidentWithoutItsText() throws Exception {
    var answer = posted("/broken", "");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("problems/internal", "incident").doesNotContain("hunter2");
  }

  @Test
  void whenABodyIsTooLarge_thenItIsRefusedBeforeItIsRead() throws Exception {
    var answer = posted("/fine", "eleven char");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("problems/too-large");
    assertThat(posted("/fine", "ten chars.").body()).isEqualTo("fine");
  }

  private HttpResponse<String> posted(String path, String body)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
          BodyHandlers.ofString());
    }
  }
}
