package dev.drydock.messaging;

import dev.drydock.contracts.Step;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** How accepted commands are executed. */
@ConfigMapping(prefix = "drydock.work")
public interface WorkConfig {
  /** How many commands this replica works on at a time; a group may exceed it. */
  @WithDefault("8")
  int concurrency();

  /** How many of them on one tenant server; as many as {@code concurrency} unless set. */
  OptionalInt hostConcurrency();

  /** How long a silent execution keeps its command before another may take it over. */
  @WithDefault("30s")
  Duration lease();

  /** How often a living execution renews its lease. */
  @WithDefault("10s")
  Duration renew();

  /** After this long without a renewal an execution ends itself; less than the lease. */
  @WithDefault("20s")
  Duration selfStop();

  /** An execution that reported progress once and then none for this long is given up. */
  @WithDefault("15m")
  Duration stall();

  /** An execution that never reports anything is given up after this long. */
  @WithDefault("30m")
  Duration silence();

  /**
   * The same for single steps, {@code drydock.work.silence-of.restore=4h}: for what is known to
   * take long without a sign of life.
   */
  Map<Step, Duration> silenceOf();

  /** How often the queue is looked at when nobody wakes the executor. */
  @WithDefault("500ms")
  Duration poll();

  /** How many lost executions a command gets before it is answered as failed. */
  @WithDefault("3")
  int takeovers();

  /** How long a stopping service waits for its executions before it gives them back. */
  @WithDefault("3s")
  Duration stopWait();
}
