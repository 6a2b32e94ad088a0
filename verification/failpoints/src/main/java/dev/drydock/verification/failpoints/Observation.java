package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.agent.Catalogue;
import dev.drydock.verification.failpoints.agent.Point;
import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Order;
import dev.drydock.verification.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Which points upgrades without any fault come by, and how often: for who edits the catalogue. */
final class Observation {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AFTERWARDS = Duration.ofSeconds(4);
  private static final int UPGRADES = 2;

  private final Path folder;
  private final Consumer<String> say;

  Observation(Path folder, Consumer<String> say) {
    this.folder = folder;
    this.say = say;
  }

  Figures run() {
    try (var stand = Stand.start(folder.resolve("stack"))) {
      stand
          .control()
          .arm(List.of(new Order("all", Order.ANY, Order.ANY, Action.OBSERVE, 1, "", 0)));
      long began = System.nanoTime();
      for (int i = 0; i < UPGRADES; i++) {
        upgrade(stand);
      }
      LockSupport.parkNanos(AFTERWARDS.toNanos());
      stand.control().disarm();
      return figures(stand, (System.nanoTime() - began - AFTERWARDS.toNanos()) / 1_000_000_000.0);
    }
  }

  private void upgrade(Stand stand) {
    int release = stand.nextRelease();
    stand.fleet().createRelease(release);
    var upgrade = stand.fleet().startUpgrade(release, "all");
    while (!stand.fleet().isOver(upgrade)) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    say.accept("to release %d: %s".formatted(release, stand.states(upgrade)));
  }

  private Figures figures(Stand stand, double seconds) {
    var hits = new TreeMap<String, Integer>();
    stand.control().observed().forEach(line -> hits.merge(line.split("\t", 2)[0], 1, Integer::sum));
    hits.forEach((point, times) -> say.accept("%6d %s".formatted(times, point)));
    var notSeen =
        Catalogue.points().stream()
            .map(Point::name)
            .filter(name -> !hits.containsKey(name))
            .toList();
    return Figures.of("failpoints")
        .with("upgrades", UPGRADES)
        .with("seconds", Math.round(seconds * 10) / 10.0)
        .with("points", hits.size())
        .with("notSeen", notSeen)
        .figures();
  }
}
