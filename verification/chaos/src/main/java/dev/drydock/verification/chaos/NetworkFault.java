package dev.drydock.verification.chaos;

import java.time.Duration;
import java.util.Locale;

/** A disturbance of one route. */
record NetworkFault(Route route, Disturbance disturbance) implements Fault {
  private static final Duration PROBE = Duration.ofMillis(1500);

  @Override
  public String kind() {
    return switch (disturbance) {
      case Disturbance.None() -> "none";
      case Disturbance.Refused() -> "refused";
      case Disturbance.HalfOpen() -> "half-open";
      case Disturbance.Latency(_) -> "latency";
      case Disturbance.ResetAfter(_) -> "reset";
      case Disturbance.Unavailable() -> "503";
    };
  }

  @Override
  public String target() {
    return "to " + route.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String inject(Bench bench) {
    var proxy = bench.proxy(route);
    proxy.disturb(disturbance);
    if (disturbance instanceof Disturbance.Latency
        || disturbance instanceof Disturbance.ResetAfter) {
      // What a probe meets depends on the server behind; that the proxy is in the way is known.
      return disturbance.toString();
    }
    var met = proxy.probe(PROBE);
    boolean inEffect =
        switch (disturbance) {
          case Disturbance.Refused() -> met.equals("reset") || met.startsWith("closed");
          case Disturbance.HalfOpen() -> met.startsWith("nothing");
          case Disturbance.Unavailable() -> met.startsWith("answered");
          case Disturbance.None(), Disturbance.Latency(_), Disturbance.ResetAfter(_) -> true;
        };
    if (!inEffect) {
      proxy.calm();
      throw new NotInjected(this, "a probe met: " + met);
    }
    return "a probe met: " + met;
  }

  @Override
  public void heal(Bench bench) {
    bench.proxy(route).calm();
  }
}
