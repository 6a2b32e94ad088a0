package dev.drydock.verification.chaos;

import dev.drydock.local.LocalFiles;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** One run: a fleet that keeps being upgraded while faults strike, then healing, then a look. */
final class Chaos {
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(3);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(90);

  private final Schedule schedule;
  private final RunFolder folder;
  private final CanaryPlan plan;
  private final Duration healing;
  private final int copies;
  private final long seed;
  private final Consumer<String> say;

  /**
   * @param healing within which everyone has ended after the last fault
   * @param copies how many stored backups are restored and compared in the end
   */
  Chaos(
      Schedule schedule,
      RunFolder folder,
      CanaryPlan plan,
      Duration healing,
      int copies,
      long seed,
      Consumer<String> say) {
    this.schedule = schedule;
    this.folder = folder;
    this.plan = plan;
    this.healing = healing;
    this.copies = copies;
    this.seed = seed;
    this.say = say;
  }

  /** Leaves everything in the run's folder. */
  void run() {
    var home = home();
    say.accept("starting a stack and a fleet in " + home);
    try (var bench = Bench.start(home, plan)) {
      try {
        disturb(bench);
        look(bench);
      } finally {
        folder.logs(bench.stack());
      }
    } finally {
      LocalFiles.deleteAll(home);
    }
  }

  private static Path home() {
    try {
      return Files.createTempDirectory("drydock-chaos-home-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void disturb(Bench bench) {
    var traffic = new Traffic(bench, folder, say);
    var nemesis = new Nemesis(bench, schedule, folder, say);
    var stuck = new Stuck(bench, STUCK_AFTER);
    say.accept("%d faults planned".formatted(schedule.faults().size()));
    traffic.start();
    nemesis.start();
    try {
      boolean moves = true;
      while (moves && !nemesis.isOver()) {
        moves = !isStuck(stuck, traffic, nemesis);
        Pause.until(Duration.ofSeconds(1), () -> false);
      }
      nemesis.failed();
      say.accept("no more faults; the fleet heals");
      if (moves) {
        bench.heal();
        heal(stuck, traffic, nemesis);
      }
    } finally {
      nemesis.stop();
      traffic.stop();
    }
  }

  private void heal(Stuck stuck, Traffic traffic, Nemesis nemesis) {
    traffic.finish();
    long end = System.nanoTime() + healing.toNanos();
    while (!traffic.ended(Duration.ofSeconds(1))) {
      if (isStuck(stuck, traffic, nemesis)) {
        return;
      }
      if (System.nanoTime() > end) {
        stuck.dump(folder);
        folder.trouble(
            "[4 everyone ended] the last upgrade had not ended %d s after the last fault"
                .formatted(healing.toSeconds()));
        return;
      }
    }
    traffic.failed();
  }

  /** Nobody moves any more: written down, and there is no use in going on. */
  private boolean isStuck(Stuck stuck, Traffic traffic, Nemesis nemesis) {
    traffic.failed();
    if (!stuck.isStuck(traffic.isRunning(), nemesis.quietFor())) {
      return false;
    }
    stuck.dump(folder);
    folder.trouble(
        "[4 everyone ended] stuck: nobody moved for %d s without a fault"
            .formatted(STUCK_AFTER.toSeconds()));
    return true;
  }

  private void look(Bench bench) {
    if (!bench.observer().quietDown(QUIET_WITHIN)) {
      say.accept("the fleet has not quieted down; it is looked at as it is");
    }
    bench.fleet().close();
    folder.observations(bench.observer().observe(copies, seed));
  }
}
