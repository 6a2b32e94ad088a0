package dev.drydock.verification.fleet.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackOptions;
import dev.drydock.verification.fleet.sink.WebhookSink;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A canary fleet goes from release to release and ends as it was planned to. */
class CanaryFleetIT {
  private final Stack stack = Stack.inEmptyHome(StackOptions.shortTimes());

  @AfterEach
  void purge() {
    stack.purge();
  }

  @Test
  void givenPlannedFailures_whenUpgradedTwice_thenEachTenantEndsAsPlanned() {
    // given
    stack.start();
    var plan =
        new CanaryPlan(
            3, 3, Map.of(2, Flaw.SCRIPT, 3, Flaw.ASSERTION, 5, Flaw.DRIFT, 6, Flaw.ASSERTION), 0);
    try (var fleet = CanaryFleet.create(stack, plan);
        var sink = WebhookSink.start()) {
      sink.subscribe(stack.rest(Part.NOTIFIER));
      fleet.startApplications(Duration.ofMillis(100));

      // when
      var first = upgrade(fleet, 2);
      var second = upgrade(fleet, 3);

      // then
      assertThat(counts(first)).isEqualTo("upgraded 2 restored 3 untouched 1 parked 0");
      assertThat(counts(second)).isEqualTo("upgraded 2 restored 3 untouched 1 parked 0");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(sink.arrivals()).hasSizeGreaterThan(60));
      assertThat(sink.arrivals()).allMatch(WebhookSink.Arrival::signed);
      assertThat(fleet.applications().values())
          .allSatisfy(each -> assertThat(each.writes()).hasSizeGreaterThan(10));
    }
  }

  private JsonNode upgrade(CanaryFleet fleet, int release) {
    fleet.createRelease(release);
    var upgrade = fleet.startUpgrade(release, "all");
    await().atMost(Duration.ofMinutes(2)).until(() -> fleet.isOver(upgrade));
    return stack.coordinator().get("/upgrades/" + upgrade);
  }

  private static String counts(JsonNode upgrade) {
    var counts = upgrade.path("counts");
    return "upgraded %d restored %d untouched %d parked %d"
        .formatted(
            counts.path("upgraded").asInt(),
            counts.path("restored").asInt(),
            counts.path("untouched").asInt(),
            counts.path("parked").asInt());
  }
}
