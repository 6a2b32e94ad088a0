package dev.drydock.verification.simulation.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and who runs when, all drawn from one seed. Used by one thread. Code under it must
 * not hold a monitor or a lock at a point: all coroutines are the same thread, and none waits.
 */
public final class Kernel {
  public static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
  private static final long MICROS = 1_000;
  private static final long MILLIS = 1_000_000;

  private final long seed;
  private final SplittableRandom schedule;
  private final Faults faults;
  private final History history;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Process world;
  private final List<Throwable> failures = new ArrayList<>();
  private @Nullable Coroutine current;
  private long nanos;
  private long number;
  private long limit = Long.MAX_VALUE;
  private long points;

  /**
   * @param kept whether the history is to be read, not only compared
   */
  public Kernel(long seed, boolean kept) {
    this.seed = seed;
    this.schedule = random("schedule");
    this.faults = new Faults(random("faults"));
    this.history = new History(this::nanos, kept);
    this.world = process("world");
  }

  public long seed() {
    return seed;
  }

  public Instant now() {
    return BEGIN.plusNanos(nanos);
  }

  public long nanos() {
    return nanos;
  }

  /** The true time; a process has its own. */
  public Clock clock() {
    return world.clock();
  }

  /** Numbers for one purpose: what one purpose draws does not change what the others do. */
  public SplittableRandom random(String purpose) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ (purpose.hashCode() * 0x2545F491L));
  }

  public Faults faults() {
    return faults;
  }

  public History history() {
    return history;
  }

  /** The one of this name, made when first asked for; it is up. */
  public Process process(String name) {
    return processes.computeIfAbsent(name, n -> new Process(this, n));
  }

  public List<Process> processes() {
    return List.copyOf(processes.values());
  }

  /** What never fails: servers, the network, the people who steer. */
  public Process world() {
    return world;
  }

  /** The process whose code runs now; the world, outside of all of them. */
  public Process running() {
    return current == null ? world : current.process;
  }

  public Signal signal() {
    return new Signal(this);
  }

  /** How many scheduling points there were. */
  public long points() {
    return points;
  }

  /** Code of a process, from then on; it ends with that process's life. */
  public void at(Duration delay, Process in, String what, Runnable body) {
    if (!in.isUp()) {
      return;
    }
    var coroutine = new Coroutine(in, in.life(), () -> guarded(in, what, body));
    add(nanos + Math.max(0, delay.toNanos()), coroutine, false);
  }

  private void guarded(Process in, String what, Runnable body) {
    try {
      body.run();
    } catch (Throwable e) {
      history.tell(in.name(), what + " FAILED: " + e);
      failures.add(new IllegalStateException(in.name() + ": " + what, e));
    }
  }

  /** What coroutines threw: a process of ours that would have died of it. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Others may run before this returns. It does not return when its process has ended here. */
  public void point(String what) {
    var me = current;
    if (me == null) {
      return;
    }
    points++;
    if (history.isKept()) {
      history.tell(me.process.name(), "· " + what);
    }
    if (me.process.isMortal() && !faults.areOff()) {
      strike(me.process);
    }
    pass(me, latency());
  }

  private void strike(Process process) {
    if (faults.happens(Fault.CRASH)) {
      process.crash(Duration.ofMillis(100 + schedule.nextLong(90_000)));
    } else if (faults.happens(Fault.STALL)) {
      process.stall(Duration.ofMillis(1_000 + schedule.nextLong(120_000)));
    } else if (faults.happens(Fault.CLOCK_JUMP)) {
      process.jumpClock(Duration.ofMillis(schedule.nextLong(-3_600_000, 3_600_000)));
    }
  }

  private long latency() {
    int kind = schedule.nextInt(64);
    if (kind == 0) {
      return schedule.nextLong(200 * MILLIS);
    }
    return kind < 16 ? schedule.nextLong(5 * MILLIS) : schedule.nextLong(300 * MICROS);
  }

  /** Goes on after that time. */
  public void sleep(Duration duration) {
    var me = current;
    if (me != null) {
      pass(me, Math.max(0, duration.toNanos()));
    }
  }

  private void pass(Coroutine me, long length) {
    long until = nanos + length;
    var next = events.peek();
    boolean alone = next == null || next.nanos() > until;
    if (alone && until < limit && me.isAlive() && me.process.stalledUntil <= until) {
      nanos = until;
      return;
    }
    add(until, me, false);
    me.standStill();
  }

  boolean await(List<Signal.Waiting> waiting, Duration atMost) {
    var me = current;
    if (me == null) {
      throw new IllegalStateException("only code of a process can wait");
    }
    var ticket = new Signal.Waiting(me, me.turn + 1);
    waiting.add(ticket);
    add(nanos + Math.max(0, atMost.toNanos()), me, false);
    me.signalled = false;
    me.standStill();
    waiting.remove(ticket);
    return me.signalled;
  }

  void wake(Signal.Waiting waiting) {
    if (waiting.coroutine().turn == waiting.turn()) {
      events.add(
          new Event(
              nanos + schedule.nextLong(100 * MICROS),
              number++,
              waiting.coroutine(),
              waiting.turn(),
              true));
    }
  }

  private void add(long time, Coroutine coroutine, boolean signal) {
    // A coroutine that runs now stands still before it is woken: that is its next turn.
    int turn = coroutine == current ? coroutine.turn + 1 : coroutine.turn;
    events.add(new Event(time, number++, coroutine, turn, signal));
  }

  /**
   * Runs until the end is reached, looked at each time something has happened, or the time is over.
   *
   * @return whether the end was reached
   */
  public boolean run(Duration atMost, BooleanSupplier end) {
    limit = nanos + atMost.toNanos();
    while (!end.getAsBoolean()) {
      var event = events.poll();
      if (event == null || event.nanos() >= limit) {
        if (event != null) {
          events.add(event);
        }
        nanos = limit;
        return end.getAsBoolean();
      }
      run(event);
    }
    return true;
  }

  private void run(Event event) {
    if (!event.isDue()) {
      return;
    }
    var coroutine = event.coroutine();
    if (coroutine.process.stalledUntil > event.nanos()) {
      events.add(
          new Event(
              coroutine.process.stalledUntil, number++, coroutine, event.turn(), event.signal()));
      return;
    }
    nanos = Math.max(nanos, event.nanos());
    history.mix(nanos);
    coroutine.signalled = event.signal();
    coroutine.turn++;
    current = coroutine;
    try {
      coroutine.run();
    } finally {
      current = null;
    }
  }
}
