package dev.drydock.verification.system.compatibility;

import static dev.drydock.verification.system.compatibility.MixedInstallation.Build.PRESENT;
import static dev.drydock.verification.system.compatibility.MixedInstallation.Build.PREVIOUS;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import dev.drydock.verification.fleet.canary.Flaw;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * N with N-1. The rolling upgrade runs with every change; the whole matrix with {@code
 * -Ddrydock.compatibility=whole}.
 */
class CompatibilityIT {
  private static final CanaryPlan PLAN =
      new CanaryPlan(4, 2, Map.of(2, Flaw.SCRIPT, 6, Flaw.ASSERTION), 0.5);

  @Test
  void givenThePreviousBuild_whenEachServiceIsReplacedInMidUpgrade_thenAllIsAsIfNothingHadBeen() {
    try (var stack = MixedStack.startedWith(PREVIOUS, PLAN)) {
      // when
      var underway = stack.startUpgrade();
      Part.SERVICES.forEach(stack::roll);
      stack.awaitEnd(underway);
      stack.upgrade();

      // then
      stack.allIsWell();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "drydock.compatibility", matches = "whole")
  void givenOneOldServiceAmongNewOnes_andOneNewAmongOldOnes_thenEachMixUpgradesTheFleet() {
    try (var stack = MixedStack.startedWith(PREVIOUS, PLAN)) {
      stack.upgrade();
      for (var one : Part.SERVICES) {
        // One new one among old ones, then the reverse.
        stack.replace(one, PRESENT);
        stack.upgrade();
        Part.SERVICES.stream().filter(part -> part != one).forEach(p -> stack.replace(p, PRESENT));
        stack.replace(one, PREVIOUS);
        stack.upgrade();
        Part.SERVICES.stream().filter(part -> part != one).forEach(p -> stack.replace(p, PREVIOUS));
      }
      Part.SERVICES.forEach(part -> stack.replace(part, PRESENT));
      stack.upgrade();

      stack.allIsWell();
    }
  }
}
