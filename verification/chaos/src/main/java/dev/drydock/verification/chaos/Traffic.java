package dev.drydock.verification.chaos;

import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings the fleet from release to release, one upgrade after the other. */
final class Traffic {
  private static final Duration AWAY = Duration.ofMinutes(4);
  private static final int BASE = 1;

  private final Bench bench;
  private final RunFolder folder;
  private final Consumer<String> say;
  private final Thread thread;
  private volatile boolean last;
  private volatile boolean running;
  private volatile @Nullable RuntimeException failure;

  Traffic(Bench bench, RunFolder folder, Consumer<String> say) {
    this.bench = bench;
    this.folder = folder;
    this.say = say;
    this.thread = Thread.ofPlatform().name("traffic").unstarted(this::drive);
  }

  void start() {
    thread.start();
  }

  private void drive() {
    try {
      for (int release = BASE + 1; !last; release++) {
        upgrade(release);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void upgrade(int release) {
    var fleet = bench.fleet();
    var parked = parked();
    if (parked.size() == fleet.tenants().size()) {
      last = true;
      return;
    }
    fleet.createRelease(release, AWAY);
    var before = bench.observer().snapshots(AWAY);
    long began = System.currentTimeMillis();
    var selector = parked.isEmpty() ? "all" : "id not in (" + String.join(",", parked) + ")";
    var upgrade = fleet.startUpgrade(release, selector, AWAY);
    running = true;
    while (!fleet.isOver(upgrade) && !Thread.currentThread().isInterrupted()) {
      Pause.until(Duration.ofSeconds(1), () -> fleet.isOver(upgrade));
    }
    running = false;
    if (!Thread.currentThread().isInterrupted()) {
      ended(upgrade, release, before, began);
    }
  }

  private void ended(String upgrade, int release, Map<String, TenantSnapshot> before, long began) {
    long ended = System.currentTimeMillis();
    bench.observer().passed(upgrade, release, before, AWAY);
    bench.observer().lookAtProcesses();
    var view = answered(() -> bench.stack().coordinator().get("/upgrades/" + upgrade));
    var counts = view.path("counts");
    var seen =
        new UpgradeRecord(
            upgrade,
            release,
            view.path("state").asText(),
            began,
            ended,
            counts.path("upgraded").asInt(),
            counts.path("restored").asInt(),
            counts.path("untouched").asInt(),
            counts.path("parked").asInt());
    folder.upgrade(seen);
    say.accept(
        "release %d: %d upgraded, %d restored, %d untouched, %d parked in %d s"
            .formatted(
                release,
                seen.upgraded(),
                seen.restored(),
                seen.untouched(),
                seen.parked(),
                (ended - began) / 1000));
  }

  private SortedSet<String> parked() {
    return answered(() -> bench.stack().coordinator().all("/tenants?limit=200", "tenants")).stream()
        .filter(tenant -> tenant.path("state").asText().equals("PARKED"))
        .map(tenant -> tenant.path("id").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> T answered(Supplier<T> question) {
    long end = System.nanoTime() + AWAY.toNanos();
    while (true) {
      try {
        return question.get();
      } catch (Rest.Refused e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Pause.until(Duration.ofMillis(500), () -> false);
      }
    }
  }

  /** Whether an upgrade is under way. */
  boolean isRunning() {
    return running;
  }

  /** The upgrade that is under way is the last. */
  void finish() {
    last = true;
  }

  /** Whether the last upgrade ended within the time. */
  boolean ended(Duration within) {
    try {
      return thread.join(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void failed() {
    var thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  void stop() {
    thread.interrupt();
    ended(Duration.ofMinutes(1));
  }
}
