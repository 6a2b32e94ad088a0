package dev.drydock.local.stack;

import java.time.Duration;

/** Hears of each component that became ready; called from several threads. */
public interface StackListener {
  StackListener SILENT = (component, took) -> {};

  void ready(String component, Duration took);
}
