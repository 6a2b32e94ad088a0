package dev.drydock.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.FakeService;
import dev.drydock.cli.http.FakeService.Answer;
import dev.drydock.cli.view.StepCounts;
import dev.drydock.cli.view.WatchView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpgradeWatchTest {
  private static final String RUNNING =
      "{\"id\":\"up-1\",\"state\":\"RUNNING\",\"counts\":{\"inFlight\":1}}";
  private static final String COMPLETED =
      "{\"id\":\"up-1\",\"state\":\"COMPLETED\",\"counts\":{\"inFlight\":0}}";
  private static final String EVENTS =
      "{\"events\":[{\"position\":5,\"type\":\"dev.drydock.upgrade.started.v1\"}],\"next\":6}";
  private static final String NO_EVENTS = "{\"events\":[],\"next\":6}";

  /** Remembers what it was shown. */
  private static final class Seen implements WatchView {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Runnable whenRunning = () -> {};

    @Override
    public void event(JsonNode event) {
      lines.add("event " + event.path("position").asInt());
    }

    @Override
    public void upgrade(JsonNode upgrade, StepCounts steps) {
      var state = upgrade.path("state").asText();
      lines.add(state);
      if (state.equals("RUNNING")) {
        whenRunning.run();
      }
    }

    @Override
    public void unreachable(String service) {
      lines.add("unreachable");
    }
  }

  @Test
  void givenTheCoordinatorRestarts_whenItAnswersAgain_thenTheWatchGoesOnToTheEnd() {
    // given
    var first = new FakeService(0, request -> answer(request, RUNNING));
    int port = first.port();
    var second = new AtomicReference<FakeService>();
    var seen = new Seen();
    seen.whenRunning = first::close;
    var view =
        new WatchView() {
          @Override
          public void event(JsonNode event) {
            seen.event(event);
          }

          @Override
          public void upgrade(JsonNode upgrade, StepCounts steps) {
            seen.upgrade(upgrade, steps);
          }

          @Override
          public void unreachable(String service) {
            seen.unreachable(service);
            if (second.get() == null) {
              second.set(new FakeService(port, request -> answer(request, COMPLETED)));
            }
          }
        };

    // when
    var upgrade = new UpgradeWatch(new Api(first.url(), "t"), "up-1", view).await(null);

    // then
    assertThat(upgrade.path("state").asText()).isEqualTo("COMPLETED");
    assertThat(seen.lines).containsSubsequence("event 5", "RUNNING", "unreachable", "COMPLETED");
    assertThat(seen.lines).filteredOn("event 5"::equals).hasSize(1);
    second.get().close();
  }

  @Test
  void whenTheTimeoutComesFirst_thenTheUpgradeIsReturnedAsItWas() {
    try (var service = new FakeService(0, request -> answer(request, RUNNING))) {
      var api = new Api(service.url(), "t");

      var upgrade = new UpgradeWatch(api, "up-1", new Seen()).await(Duration.ofMillis(100));

      assertThat(upgrade.path("state").asText()).isEqualTo("RUNNING");
    }
  }

  private static Answer answer(String request, String upgrade) {
    if (request.contains("/events")) {
      return Answer.ok(request.contains("from=0") ? EVENTS : NO_EVENTS);
    }
    return Answer.ok(upgrade);
  }
}
