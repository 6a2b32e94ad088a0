package dev.drydock.verification.chaos;

import dev.drydock.verification.fleet.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which faults strike when; the same seed gives the same schedule.
 *
 * @param faults in order of time
 */
record Schedule(List<Planned> faults) {
  /** Of each fault, as often as the weights say. */
  private static final List<Draw> MIXED =
      List.of(
          new Draw(18, Schedule::kill),
          new Draw(10, Schedule::freeze),
          new Draw(6, Schedule::killServices),
          new Draw(6, Schedule::restart),
          new Draw(6, Schedule::endSessions),
          new Draw(6, Schedule::deleteTopics),
          new Draw(14, Schedule::network),
          new Draw(4, Schedule::unavailableStore),
          new Draw(3, Schedule::starveCpu),
          new Draw(4, Schedule::strayLock));

  private static final List<Part> PARTS = List.of(Part.values());
  private static final List<Route> ROUTES = List.of(Route.values());
  private static final Duration KILL_ALL_EVERY = Duration.ofSeconds(30);

  Schedule {
    faults = List.copyOf(faults);
  }

  /** How a run is disturbed. */
  enum Mode {
    MIXED,
    KILL_ALL
  }

  /**
   * @param after since the run began; later when the fault before has not healed
   * @param lasts how long it stays before it is healed
   */
  record Planned(Duration after, Duration lasts, Fault fault) {}

  @FunctionalInterface
  private interface Drawing {
    Planned from(Duration after, SplittableRandom random);
  }

  private record Draw(int weight, Drawing drawing) {}

  /**
   * @param least between the beginnings of two faults
   * @param most between the beginnings of two faults
   */
  static Schedule of(long seed, Duration length, Duration least, Duration most, Mode mode) {
    var random = new SplittableRandom(seed);
    var faults = new ArrayList<Planned>();
    var at = between(random, Duration.ofSeconds(5), Duration.ofSeconds(10));
    while (at.compareTo(length) < 0) {
      if (mode == Mode.KILL_ALL) {
        faults.add(killServices(at, random));
        at = at.plus(KILL_ALL_EVERY);
      } else {
        var planned = drawn(random).from(at, random);
        faults.add(planned);
        at = at.plus(between(random, least, most));
      }
    }
    return new Schedule(faults);
  }

  private static Drawing drawn(SplittableRandom random) {
    int total = MIXED.stream().mapToInt(Draw::weight).sum();
    int left = random.nextInt(total);
    for (var draw : MIXED) {
      left -= draw.weight();
      if (left < 0) {
        return draw.drawing();
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private static Planned kill(Duration after, SplittableRandom random) {
    var part = PARTS.get(random.nextInt(PARTS.size()));
    return new Planned(after, seconds(random, 0, 4), new ProcessFaults.Kill(part));
  }

  private static Planned restart(Duration after, SplittableRandom random) {
    var part = PARTS.get(random.nextInt(PARTS.size()));
    return new Planned(after, seconds(random, 0, 2), new ProcessFaults.Restart(part));
  }

  private static Planned freeze(Duration after, SplittableRandom random) {
    var part = PARTS.get(random.nextInt(PARTS.size()));
    return new Planned(
        after,
        part.equals(Part.POSTGRESQL) ? seconds(random, 5, 15) : seconds(random, 5, 40),
        new ProcessFaults.Freeze(part));
  }

  private static Planned killServices(Duration after, SplittableRandom random) {
    return new Planned(
        after, seconds(random, 0, 2), new ProcessFaults.KillServices(random.nextLong()));
  }

  private static Planned endSessions(Duration after, SplittableRandom random) {
    return new Planned(after, Duration.ZERO, new EndSessions());
  }

  private static Planned deleteTopics(Duration after, SplittableRandom random) {
    return new Planned(after, Duration.ZERO, new DeleteTopics());
  }

  private static Planned network(Duration after, SplittableRandom random) {
    var route = ROUTES.get(random.nextInt(ROUTES.size()));
    var disturbance =
        switch (random.nextInt(4)) {
          case 0 -> new Disturbance.Refused();
          case 1 -> new Disturbance.HalfOpen();
          case 2 -> new Disturbance.Latency(Duration.ofMillis(random.nextInt(20, 300)));
          default -> new Disturbance.ResetAfter(random.nextInt(100, 60_000));
        };
    return new Planned(after, seconds(random, 4, 20), new NetworkFault(route, disturbance));
  }

  private static Planned unavailableStore(Duration after, SplittableRandom random) {
    return new Planned(
        after,
        seconds(random, 4, 15),
        new NetworkFault(Route.STORE, new Disturbance.Unavailable()));
  }

  private static Planned starveCpu(Duration after, SplittableRandom random) {
    return new Planned(after, seconds(random, 8, 20), new StarveCpu());
  }

  private static Planned strayLock(Duration after, SplittableRandom random) {
    return new Planned(after, seconds(random, 4, 12), new StraySession());
  }

  private static Duration seconds(SplittableRandom random, int least, int most) {
    return between(random, Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  private static Duration between(SplittableRandom random, Duration least, Duration most) {
    long span = Math.max(1, most.toMillis() - least.toMillis());
    return least.plusMillis(random.nextLong(span));
  }
}
