package dev.drydock.notifier.application;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Where time enters. */
class Clocks {
  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }
}
