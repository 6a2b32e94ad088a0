package dev.drydock.verification.simulation.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated operating system process. When it ends, its coroutines never go on, like code after
 * {@code kill -9}: nothing is unwound. What it starts again with is told by {@link #whenStarted}.
 */
@SuppressWarnings("AvoidCommonTypeNames") // nothing here starts the other kind
public final class Process {
  private final Kernel kernel;
  private final String name;
  private final List<Runnable> boots = new ArrayList<>();
  private int life = 1;
  private int crashes;
  private boolean up = true;
  private boolean mortal;
  private Duration clockOffset = Duration.ZERO;
  long stalledUntil;

  Process(Kernel kernel, String name) {
    this.kernel = kernel;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Counts its lives, from 1. */
  public int life() {
    return life;
  }

  public boolean isUp() {
    return up;
  }

  public int crashes() {
    return crashes;
  }

  boolean isMortal() {
    return mortal;
  }

  /**
   * Runs the code now and after each crash, beside other such code; from now on the process may
   * crash, stall, lose its time.
   */
  public void whenStarted(Runnable code) {
    boots.add(code);
    mortal = true;
    kernel.at(Duration.ZERO, this, "starts", code);
  }

  /** Ends it here and now, and starts it again after a while. */
  public void crash(Duration downFor) {
    if (!up) {
      return;
    }
    up = false;
    crashes++;
    kernel.history().tell(name, "CRASHES, down for " + downFor);
    kernel.at(downFor, kernel.world(), "starts " + name, this::startAgain);
  }

  private void startAgain() {
    up = true;
    life++;
    stalledUntil = 0;
    kernel.history().tell(name, "starts again");
    boots.forEach(boot -> kernel.at(Duration.ZERO, this, "starts", boot));
  }

  /** It stands still, its connections open, and goes on where it was. */
  public void stall(Duration length) {
    kernel.history().tell(name, "STALLS for " + length);
    stalledUntil = Math.max(stalledUntil, kernel.nanos() + length.toNanos());
  }

  public boolean isStalled() {
    return stalledUntil > kernel.nanos();
  }

  public void jumpClock(Duration by) {
    kernel.history().tell(name, "CLOCK jumps by " + by);
    clockOffset = clockOffset.plus(by);
  }

  /** From now on its clock is right. */
  public void setClock() {
    clockOffset = Duration.ZERO;
  }

  public Instant now() {
    return kernel.now().plus(clockOffset);
  }

  /** Its wall clock, with its jumps. */
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now();
      }
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
