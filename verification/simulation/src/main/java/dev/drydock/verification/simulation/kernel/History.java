package dev.drydock.verification.simulation.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What happened, line by line; and a digest of it, by which two runs of a seed are compared. */
public final class History {
  private static final int MOST_LINES = 200_000;
  private final LongSupplier nanos;
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private long digest = 1469598103934665603L;

  History(LongSupplier nanos, boolean kept) {
    this.nanos = nanos;
    this.kept = kept;
  }

  /** Whether somebody will read it: then detail that costs time is worth telling. */
  public boolean isKept() {
    return kept;
  }

  public void tell(String process, String what) {
    mix(nanos.getAsLong());
    mix(process.hashCode());
    mix(what.hashCode());
    if (kept && lines.size() < MOST_LINES) {
      lines.add(time() + " " + process + "  " + what);
    }
  }

  void mix(long value) {
    digest = (digest ^ value) * 1099511628211L;
    digest ^= digest >>> 29;
  }

  private String time() {
    var at = Duration.ofNanos(nanos.getAsLong());
    return "%02d:%02d:%02d.%06d"
        .formatted(at.toHours(), at.toMinutesPart(), at.toSecondsPart(), at.toNanosPart() / 1_000);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public long digest() {
    return digest;
  }
}
