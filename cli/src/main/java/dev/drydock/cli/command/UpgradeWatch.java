package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.Unreachable;
import dev.drydock.cli.view.StepCounts;
import dev.drydock.cli.view.UpgradeStates;
import dev.drydock.cli.view.WatchView;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows one upgrade until it is over; a coordinator that restarts is asked again until it
 * answers.
 */
public final class UpgradeWatch {
  private static final Duration POLL = Duration.ofMillis(400);
  private static final Duration POLL_UNREACHABLE = Duration.ofSeconds(1);
  private static final int PAGE = 1000;

  private final Api coordinator;
  private final String id;
  private final WatchView view;
  private final StepCounts steps = new StepCounts();
  private long position;

  public UpgradeWatch(Api coordinator, String id, WatchView view) {
    this.coordinator = coordinator;
    this.id = id;
    this.view = view;
  }

  /**
   * @param timeout null: waits as long as it takes
   * @return the upgrade as it was last seen: over, unless the timeout came first
   */
  public JsonNode await(@Nullable Duration timeout) {
    long end = timeout == null ? Long.MAX_VALUE : System.nanoTime() + timeout.toNanos();
    var upgrade = coordinator.get(path());
    while (true) {
      try {
        upgrade = coordinator.get(path());
        readEvents();
        view.upgrade(upgrade, steps);
        if (UpgradeStates.isOver(upgrade) || System.nanoTime() > end) {
          view.end();
          return upgrade;
        }
        LockSupport.parkNanos(POLL.toNanos());
      } catch (Unreachable e) {
        view.unreachable(e.service().toString());
        if (System.nanoTime() > end) {
          return upgrade;
        }
        LockSupport.parkNanos(POLL_UNREACHABLE.toNanos());
      }
    }
  }

  private String path() {
    return "/upgrades/" + Api.encoded(id);
  }

  /** The upgrade was read before: what its state rests on is among these events. */
  private void readEvents() {
    int count;
    do {
      var query = "/events?from=%d&limit=%d&upgrade=%s".formatted(position, PAGE, Api.encoded(id));
      var page = coordinator.get(query);
      count = page.path("events").size();
      for (var event : page.path("events")) {
        steps.apply(event);
        view.event(event);
      }
      position = page.path("next").asLong(position);
    } while (count >= PAGE);
  }
}
