package dev.drydock.verification.simulation.workers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tenant server's control database knows of one tenant. */
final class Control {
  final RowLock fenceRow;

  /** By token: where the failed copy was put aside. */
  final Map<Long, String> restored = new HashMap<>();

  long fence;
  @Nullable Long pass;

  /** Whether the writers' prior state is recorded. */
  boolean recorded;

  boolean writersOut;

  Control(RowLock fenceRow) {
    this.fenceRow = fenceRow;
  }
}
