package dev.drydock.coordinator.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the coordinator waits. */
@ConfigMapping(prefix = "drydock.saga")
public interface SagaSettings {
  /** An unanswered command is sent again after this long. */
  @WithDefault("${drydock.send-again:30s}")
  Duration sendAgain();

  /**
   * Neither answer nor progress for this long, though asked again and again: nobody is there, and
   * the step is asked for anew. A worker answers a command that it knows with its progress, so this
   * bounds how long a lost command is waited for, not how long a step may take.
   */
  @WithDefault("2m")
  Duration noAnswer();

  /**
   * How long a step waits for a database server or a store that does not answer, from the first
   * such answer on, before that spends attempts. In preflight nobody waits for a server.
   */
  @WithDefault("1h")
  Duration outagePatience();

  /** Upper bound of the pause before a second attempt; doubles with each, drawn evenly from 0. */
  @WithDefault("1s")
  Duration backoff();

  /** No pause between two attempts is longer. */
  @WithDefault("60s")
  Duration backoffLimit();

  /** How many due commands one transaction sends again. */
  @WithDefault("500")
  int sendAgainBatch();

  /** How often waves and admission are looked at, besides whenever a tenant has left the dock. */
  @WithDefault("1s")
  Duration admitEvery();

  /** How often due commands are looked for. */
  @WithDefault("500ms")
  Duration wakeEvery();

  /** How often committed events get their positions. */
  @WithDefault("200ms")
  Duration placeEvery();

  /** How often ended upgrades are looked for whose digest is not written yet. */
  @WithDefault("2s")
  Duration signEvery();

  /** How often the state of every tenant is said again. */
  @WithDefault("10m")
  Duration republishEvery();
}
