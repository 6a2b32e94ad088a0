package dev.drydock.notifier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.standardwebhooks.Webhook;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WireCodec;
import dev.drydock.notifier.application.EventDocuments;
import dev.drydock.notifier.domain.Facts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service: topic, ledger, projection, pages, stream and webhooks. */
@QuarkusTest
@QuarkusTestResource(NotifierServers.class)
class NotifierIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<String> LEDGER = new CopyOnWriteArrayList<>();

  @Inject WireCodec codec;
  @Inject EventDocuments documents;

  private record Subscribed(String id, String secret) {}

  private final Facts facts =
      new Facts(
          "up-" + ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 9_999_999_999_999L));
  private HttpStub coordinator;

  @BeforeEach
  void startTheCoordinator() {
    coordinator =
        new HttpStub(URI.create(configured("drydock.coordinator.url")).getPort(), NotifierIT::page);
  }

  @AfterEach
  void stopTheCoordinator() {
    coordinator.close();
  }

  private static HttpStub.Answer page(HttpStub.Received request) {
    if (!("Bearer " + NotifierServers.WORKER_TOKEN)
        .equals(request.headers().get("authorization"))) {
      return HttpStub.Answer.of(401);
    }
    int from = Math.max(1, Integer.parseInt(request.query().replaceAll(".*from=(\\d+).*", "$1")));
    var events = LEDGER.subList(Math.min(from - 1, LEDGER.size()), LEDGER.size());
    var body =
        "{\"events\":[%s],\"next\":%d}".formatted(String.join(",", events), from + events.size());
    return new HttpStub.Answer(200, Map.of("Content-Type", "application/json"), body);
  }

  @Test
  void givenEventsOnTheTopicTwiceAndOutOfOrder_whenTheyAreConsumed_thenTheProjectionIsTheLedgers() {
    // given
    var ledger = oneUpgrade();
    LEDGER.addAll(ledger.stream().map(documents::write).toList());
    var sent = new ArrayList<>(ledger);
    sent.addAll(ledger);
    Collections.shuffle(sent, new java.util.Random(1));

    // when
    send(sent);

    // then
    await().atMost(SOON).untilAsserted(() -> snapshot().body("cells", equalTo("UUN")));
    snapshot()
        .body("upgrade.state", equalTo("COMPLETED_WITH_FAILURES"))
        .body("upgrade.tenants", equalTo(3))
        .body("upgrade.counts.UPGRADED", equalTo(2))
        .body("upgrade.waves[0].state", equalTo("FINISHED"));
    api()
        .get("/api/v1/upgrades/{id}/failures", id())
        .then()
        .body("code", contains("FOREIGN_KEY_VIOLATION"))
        .body("[0].tenants.tenant", contains("shop-3"));
    api()
        .get("/api/v1/upgrades/{id}/events?limit=200", id())
        .then()
        .body("events", hasSize(ledger.size()));
    api()
        .get("/api/v1/upgrades/{id}/tenants/shop-3", id())
        .then()
        .statusCode(200)
        .body("tenant.failure", containsString("V1_1_2__orders_shop.sql:7"))
        .body("timeline.text[-1]", equalTo("untouched (release 40 ms)"));
  }

  @Test
  void givenTheTopicIsDeleted_whenOnlyTheLedgerHasTheEvents_thenNothingIsLost() throws Exception {
    // given
    var ledger = oneUpgrade();
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", configured("kafka.bootstrap.servers")))) {
      admin.deleteTopics(List.of(Topics.UPGRADE_EVENTS)).all().get();
    }

    // when
    LEDGER.addAll(ledger.stream().map(documents::write).toList());

    // then
    await().atMost(SOON).untilAsserted(() -> snapshot().body("cells", equalTo("UUN")));
  }

  @Test
  void givenAReaderThatWasAway_whenItComesBack_thenItGetsWhatItMissedOnce() throws Exception {
    // given
    LEDGER.addAll(oneUpgrade().stream().map(documents::write).toList());
    await().atMost(SOON).untilAsserted(() -> snapshot().body("cells", equalTo("UUN")));
    int end = snapshot().extract().path("position");

    // when
    var frame = firstFrame(end - 2);

    // then
    assertThat(frame).contains("id:" + end);
    assertThat(frame.lines().filter(line -> line.startsWith("data:{\"position\":" + end)))
        .singleElement()
        .satisfies(data -> assertThat(data.split("\"text\":")).hasSize(3));
  }

  @Test
  void givenNobodySignedIn_whenAPageOrTheApiIsAsked_thenTheDoorAndAProblem() {
    given()
        .redirects()
        .follow(false)
        .get("/")
        .then()
        .statusCode(303)
        .header("Location", containsString("/login"));
    given().redirects().follow(false).get("/upgrades/up-0000000000").then().statusCode(303);
    given()
        .get("/api/v1/upgrades")
        .then()
        .statusCode(401)
        .contentType(startsWith("application/problem+json"));
    given().get("/api/v1/stream").then().statusCode(401);
    given().get("/q/health/ready").then().statusCode(200);
    given()
        .get("/login")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'none'"));
    given()
        .auth()
        .preemptive()
        .oauth2(NotifierServers.WORKER_TOKEN)
        .get("/api/v1/upgrades")
        .then()
        .statusCode(403);
  }

  @Test
  void givenAToken_whenSigningIn_thenTheCookieOpensPagesAndSigningOutEndsIt() {
    // given
    given()
        .redirects()
        .follow(false)
        .header("Sec-Fetch-Site", "cross-site")
        .formParam("token", NotifierServers.TOKEN)
        .post("/login")
        .then()
        .statusCode(403);
    given()
        .redirects()
        .follow(false)
        .header("Sec-Fetch-Site", "same-origin")
        .formParam("token", "wrong")
        .post("/login")
        .then()
        .statusCode(401)
        .body(not(containsString("wrong")));

    // when
    var cookie =
        given()
            .redirects()
            .follow(false)
            .header("Sec-Fetch-Site", "same-origin")
            .formParam("token", NotifierServers.TOKEN)
            .post("/login")
            .then()
            .statusCode(303)
            .extract()
            .detailedCookie("drydock_session");

    // then
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSameSite()).isEqualTo("Strict");
    assertThat(cookie.getValue()).doesNotContain(NotifierServers.TOKEN);
    given().cookie(cookie).get("/").then().statusCode(200).body(containsString("Upgrades"));
    given().cookie(cookie).get("/api/v1/upgrades").then().statusCode(200);
    given()
        .cookie(cookie)
        .header("Sec-Fetch-Site", "cross-site")
        .delete("/api/v1/webhooks/" + java.util.UUID.randomUUID())
        .then()
        .statusCode(403);
    given()
        .redirects()
        .follow(false)
        .cookie(cookie)
        .header("Sec-Fetch-Site", "same-origin")
        .post("/logout")
        .then()
        .statusCode(303);
    given().cookie(cookie).get("/api/v1/upgrades").then().statusCode(401);
  }

  @Test
  void givenMarkupInNames_whenThePageIsRendered_thenItIsText() {
    // given
    var why = Failure.of(FailureCode.DRIFT, "<img src=x onerror=alert(1)>");
    LEDGER.addAll(
        java.util.stream.Stream.of(
                facts.started("shop-1"),
                facts.moved("shop-1", "PENDING", "PARKED", null, Step.PREFLIGHT, 1, why))
            .map(documents::write)
            .toList());

    // when
    await().atMost(SOON).untilAsserted(() -> snapshot().body("cells", equalTo("P")));

    // then
    api()
        .get("/upgrades/{id}", id())
        .then()
        .statusCode(200)
        .body(not(containsString("<img src=x")))
        .body(containsString("&lt;img src=x"))
        .body(containsString("Waiting for you"));
  }

  @Test
  void givenAWebhook_whenEventsHappen_thenEachArrivesSignedAndInOrderAlsoAfterFailures() {
    // given
    var failures = new AtomicInteger(2);
    try (var sink =
        new HttpStub(0, _ -> HttpStub.Answer.of(failures.getAndDecrement() > 0 ? 500 : 204))) {
      var made = subscribe(sink.url("/hook"));

      // when
      var ledger = oneUpgrade();
      LEDGER.addAll(ledger.stream().map(documents::write).toList());

      // then
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(deliveries(made, "DELIVERED")).isEqualTo(ledger.size()));
      sink.received().forEach(request -> assertThatCodeVerifies(made.secret(), request));
      assertThat(sink.received().stream().map(r -> r.headers().get("webhook-id")).distinct())
          .containsExactlyInAnyOrderElementsOf(
              ledger.stream().map(fact -> fact.envelope().id()).toList());
      api().delete("/api/v1/webhooks/{id}", made.id()).then().statusCode(204);
    }
  }

  @Test
  void givenAReceiverThatIsGoneOrRedirects_whenDelivering_thenDisabledOrRetriedAndNeverFollowed() {
    // given
    try (var inner = new HttpStub(0, _ -> HttpStub.Answer.of(200));
        var gone = new HttpStub(0, _ -> HttpStub.Answer.of(410));
        var moved =
            new HttpStub(
                0, _ -> new HttpStub.Answer(302, Map.of("Location", inner.url("/")), ""))) {
      var first = subscribe(gone.url("/"));
      var second = subscribe(moved.url("/"));

      // when
      api().post("/api/v1/webhooks/{id}/test", first.id()).then().statusCode(202);
      api().post("/api/v1/webhooks/{id}/test", second.id()).then().statusCode(202);

      // then
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              api()
                  .get("/api/v1/webhooks")
                  .then()
                  .body(
                      "webhooks.find { it.id == '%s' }.state".formatted(first.id()),
                      is("DISABLED")));
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              api()
                  .get("/api/v1/webhooks/{id}/deliveries", second.id())
                  .then()
                  .body("deliveries[0].lastError", is("REDIRECT"))
                  .body("deliveries[0].state", is("PENDING")));
      assertThat(inner.received()).isEmpty();
      api().delete("/api/v1/webhooks/{id}", second.id()).then().statusCode(204);
    }
  }

  @Test
  void givenAddressesThatMustNotBeReached_whenSubscribing_thenEachIsRefused() {
    for (var url :
        List.of(
            "http://169.254.169.254/latest/meta-data",
            "https://169.254.169.254/",
            "https://10.0.0.1/",
            "https://[::1]/",
            "https://127.0.0.2/",
            "http://1.1.1.1/",
            "ftp://127.0.0.1/",
            "https://127.0.0.1:99999/",
            "https://user:secret@127.0.0.1/")) {
      api()
          .contentType("application/json")
          .body(Map.of("url", url))
          .post("/api/v1/webhooks")
          .then()
          .statusCode(422)
          .body("errors[0].field", is("url"))
          .body(not(containsString("secret")));
    }
    api()
        .contentType("application/json")
        .body(Map.of("url", "http://127.0.0.1:1/", "secretReference", "file:/etc/passwd"))
        .post("/api/v1/webhooks")
        .then()
        .statusCode(422)
        .body("errors[0].field", is("secretReference"));
  }

  @Test
  void givenAReceiverThatNeverAnswers_whenEventsHappen_thenTheOthersDoNotWait() throws Exception {
    // given
    try (var dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var sink = new HttpStub(0, _ -> HttpStub.Answer.of(204))) {
      var silent = subscribe("http://127.0.0.1:" + dead.getLocalPort() + "/");
      var alive = subscribe(sink.url("/hook"));

      // when
      var ledger = oneUpgrade();
      LEDGER.addAll(ledger.stream().map(documents::write).toList());

      // then
      await()
          .atMost(Duration.ofSeconds(18))
          .untilAsserted(() -> assertThat(deliveries(alive, "DELIVERED")).isEqualTo(ledger.size()));
      assertThat(deliveries(silent, "PENDING")).isEqualTo(ledger.size());
      api().delete("/api/v1/webhooks/{id}", silent.id()).then().statusCode(204);
      api().delete("/api/v1/webhooks/{id}", alive.id()).then().statusCode(204);
    }
  }

  @Test
  void givenAViewer_whenWebhooksAreListed_thenOnlyTheirHostsAreShown() {
    var hook = subscribe("http://127.0.0.1:1/services/T000/secret-path?key=secret");
    var url = "webhooks.find { it.id == '%s' }.url".formatted(hook.id());

    given()
        .auth()
        .preemptive()
        .oauth2(NotifierServers.VIEWER_TOKEN)
        .get("/api/v1/webhooks")
        .then()
        .statusCode(200)
        .body(url, is("http://127.0.0.1:1"))
        .body(not(containsString("secret-path")));
    api().get("/api/v1/webhooks").then().body(url, containsString("secret-path"));
    api().delete("/api/v1/webhooks/{id}", hook.id()).then().statusCode(204);
  }

  @Test
  void givenForgedEventsWithTheNextSequence_whenTheyAreConsumed_thenNothingChanges() {
    // given
    LEDGER.addAll(oneUpgrade().stream().map(documents::write).toList());
    await().atMost(SOON).untilAsserted(() -> snapshot().body("cells", equalTo("UUN")));
    var unsigned = record(facts.moved("shop-1", "UPGRADED", "PARKED", null));
    unsigned.headers().remove("drydock-signature");
    var changed = record(facts.moved("shop-2", "UPGRADED", "PARKED", null));
    var other = record(facts.moved("shop-2", "UPGRADED", "RESTORED", null));
    var forged =
        new ProducerRecord<>(
            changed.topic(), null, changed.key(), other.value(), changed.headers());

    // when
    produce(List.of(unsigned, forged));

    // then
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(deadLetters()).contains("UNSIGNED", "BAD_SIGNATURE"));
    snapshot().body("cells", equalTo("UUN"));
  }

  private ProducerRecord<byte[], byte[]> record(Message<Event> message) {
    return codec.encode(Topics.UPGRADE_EVENTS, message);
  }

  /** Why the records of this test's upgrade were put aside. */
  private List<String> deadLetters() {
    var settings =
        Map.<String, Object>of("bootstrap.servers", configured("kafka.bootstrap.servers"));
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.deadLettersOf("notifier"), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var all = new ArrayList<String>();
      consumer
          .poll(Duration.ofSeconds(2))
          .forEach(letter -> letter.headers().forEach(h -> all.add(text(h.value()))));
      return all;
    }
  }

  private static String text(byte[] value) {
    return new String(value, java.nio.charset.StandardCharsets.UTF_8);
  }

  // ---

  private List<Message<Event>> oneUpgrade() {
    var why =
        Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, "V1_1_2__orders_shop.sql")
            .withLine(7)
            .withSqlState("23503");
    var way = new ArrayList<Message<Event>>();
    way.add(facts.started("shop-1", "shop-2", "shop-3"));
    way.add(facts.fleet(new Event.WaveStarted(0, "canary", 3)));
    for (var tenant : List.of("shop-1", "shop-2", "shop-3")) {
      way.add(facts.moved(tenant, "PENDING", "CHECKING", Step.PREFLIGHT));
      way.add(facts.moved(tenant, "CHECKING", "MIGRATING", Step.MIGRATE, Step.PREFLIGHT, 1, null));
    }
    way.add(facts.moved("shop-1", "MIGRATING", "UPGRADED", null, Step.MIGRATE, 1, null));
    way.add(facts.moved("shop-2", "MIGRATING", "UPGRADED", null, Step.MIGRATE, 1, null));
    way.add(
        facts.moved(
            "shop-3", "MIGRATING", "RELEASING_UNTOUCHED", Step.RELEASE, Step.MIGRATE, 1, why));
    way.add(facts.moved("shop-3", "RELEASING_UNTOUCHED", "UNTOUCHED", null, Step.RELEASE, 1, null));
    way.add(facts.fleet(new Event.WaveFinished(0, "canary", 2, 0, 1, 0)));
    way.add(facts.fleet(new Event.UpgradeEnded("COMPLETED_WITH_FAILURES", 2, 0, 1, 0)));
    return way;
  }

  private void send(List<Message<Event>> messages) {
    produce(messages.stream().map(this::record).toList());
  }

  private static void produce(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", configured("kafka.bootstrap.servers"), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var record : records) {
        var _ = producer.send(record);
      }
    }
  }

  private static String configured(String key) {
    return ConfigProvider.getConfig().getValue(key, String.class);
  }

  private String id() {
    return facts.upgrade().value();
  }

  private static RequestSpecification api() {
    return given().auth().preemptive().oauth2(NotifierServers.TOKEN);
  }

  private io.restassured.response.ValidatableResponse snapshot() {
    return api().get("/api/v1/upgrades/{id}", id()).then().statusCode(200);
  }

  private String firstFrame(int lastEventId) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    io.restassured.RestAssured.baseURI
                        + ":"
                        + io.restassured.RestAssured.port
                        + "/api/v1/stream?upgrade="
                        + id()))
            .header("Authorization", "Bearer " + NotifierServers.TOKEN)
            .header("Last-Event-ID", Integer.toString(lastEventId))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body().iterator();
      var frame = new StringBuilder();
      while (lines.hasNext()
          && !frame
              .toString()
              .contains("data:{\"position\":" + (lastEventId + 2) + ",\"reload\"")) {
        frame.append(lines.next()).append('\n');
      }
      client.shutdownNow();
      return frame.toString();
    }
  }

  private static Subscribed subscribe(String url) {
    var body =
        api()
            .contentType("application/json")
            .body(Map.of("url", url))
            .post("/api/v1/webhooks")
            .then()
            .statusCode(201)
            .extract();
    return new Subscribed(body.path("id"), body.path("secret"));
  }

  private static long deliveries(Subscribed hook, String state) {
    List<String> states =
        api()
            .get("/api/v1/webhooks/{id}/deliveries?limit=200", hook.id())
            .then()
            .extract()
            .path("deliveries.state");
    return states.stream().filter(state::equals).count();
  }

  private static void assertThatCodeVerifies(String secret, HttpStub.Received request) {
    var all = new HashMap<String, List<String>>();
    request.headers().forEach((name, value) -> all.put(name, List.of(value)));
    try {
      new Webhook(secret).verify(request.body(), HttpHeaders.of(all, (_, _) -> true));
    } catch (Exception e) {
      throw new AssertionError("the signature does not verify", e);
    }
  }
}
