package dev.drydock.verification.failpoints.agent.hook;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What woven methods call when they begin and when they return. */
public final class Failpoint {
  private static final int EXIT_CODE_OF_SIGKILL = 137;
  private static final Map<String, AtomicInteger> HITS = new ConcurrentHashMap<>();
  private static volatile Map<String, String> callers = Map.of();
  private static volatile @Nullable ControlFolder control;

  private Failpoint() {}

  /**
   * Called once, before any class is woven.
   *
   * @param process what firings are signed with
   * @param callersByPoint the class, by the beginning of its name, that must be among a point's
   *     callers
   */
  public static void use(File folder, String process, Map<String, String> callersByPoint) {
    callers = Map.copyOf(callersByPoint);
    control = new ControlFolder(folder, process);
  }

  /**
   * The method begins.
   *
   * @return how long to wait before {@link #timeOut} when it has returned, in milliseconds; 0 when
   *     nothing is to happen then
   */
  public static long before(String point, String engine) {
    var order = firing(point, engine);
    if (order != null) {
      if (order.action() == Action.EXECUTED_BUT_TIMED_OUT) {
        return order.stopMs();
      }
      act(order);
    }
    return 0;
  }

  /** The method returns. */
  public static void after(String point, String engine) {
    var order = firing(point, engine);
    if (order != null) {
      act(order);
    }
  }

  /** The body has run; nobody tells the caller. */
  public static void timeOut(String point, long ms) {
    pause(ms);
    throw new Injected(point);
  }

  private static @Nullable Order firing(String point, String engine) {
    var folder = control;
    if (folder == null) {
      return null;
    }
    for (var order : folder.orders()) {
      if (order.concerns(point, engine) && calledAsItMustBe(point)) {
        if (order.action() == Action.OBSERVE) {
          folder.observed(point, engine);
        } else if (folder.isDue(order) && isTheHit(order) && folder.fires(order, point)) {
          return order;
        }
      }
    }
    return null;
  }

  private static boolean isTheHit(Order order) {
    var hits = HITS.computeIfAbsent(order.id(), _ -> new AtomicInteger());
    return hits.incrementAndGet() == order.hit();
  }

  private static boolean calledAsItMustBe(String point) {
    var caller = callers.get(point);
    return caller == null
        || StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(caller)));
  }

  private static void act(Order order) {
    switch (order.action()) {
      case HALT -> Runtime.getRuntime().halt(EXIT_CODE_OF_SIGKILL);
      case STOP -> stop(order.stopMs());
      case EXCEPTION -> throw new Injected(order.point());
      case EXECUTED_BUT_TIMED_OUT -> timeOut(order.point(), order.stopMs());
      case NOTHING, OBSERVE -> {}
    }
  }

  /** A shell stops this process and continues it; this thread does nothing in between. */
  private static void stop(long ms) {
    var pid = Long.toString(ProcessHandle.current().pid());
    var script = "kill -STOP " + pid + "; sleep " + ms / 1000.0 + "; kill -CONT " + pid;
    try {
      var shell = new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start();
      boolean interrupted = false;
      while (shell.isAlive()) {
        try {
          shell.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot stop this process", e);
    }
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
