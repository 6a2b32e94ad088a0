package dev.drydock.verification.simulation.mutants;

import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** The upgrades, but for their count of failures. */
final class AlteredUpgrades {
  static Upgrades countingOneLess(Upgrades real) {
    return (Upgrades)
        Proxy.newProxyInstance(
            Upgrades.class.getClassLoader(),
            new Class<?>[] {Upgrades.class},
            (_, method, arguments) -> {
              try {
                var value = method.invoke(real, arguments);
                return method.getName().equals("waves") ? oneLess((List<?>) value) : value;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<WaveCounts> oneLess(List<?> waves) {
    var counts = new ArrayList<WaveCounts>();
    boolean spared = false;
    for (var wave : waves) {
      var real = (WaveCounts) wave;
      boolean spares = !spared && real.failures() > 0;
      counts.add(spares ? oneLess(real) : real);
      spared |= spares;
    }
    return counts;
  }

  private static WaveCounts oneLess(WaveCounts real) {
    return new WaveCounts(
        real.number(),
        real.name(),
        real.pending(),
        real.inFlight(),
        real.upgraded(),
        real.restored(),
        real.untouched(),
        real.parked(),
        real.failures() - 1);
  }

  private AlteredUpgrades() {}
}
