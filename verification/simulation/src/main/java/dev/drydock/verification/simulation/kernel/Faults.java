package dev.drydock.verification.simulation.kernel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Which faults a seed has, how often each, and how many in all: a swarm, for a run with a little of
 * everything finds less than many runs with much of something.
 */
public final class Faults {
  private final SplittableRandom random;
  private final Map<Fault, Double> chances = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
  private final long budget;
  private long left;
  private boolean off;

  Faults(SplittableRandom random) {
    this.random = random;
    for (var fault : Fault.values()) {
      boolean on = random.nextInt(100) < 45;
      double chance = between(fault.least, fault.most);
      if (on) {
        chances.put(fault, chance);
      }
    }
    budget = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 20 + random.nextInt(400);
    left = budget;
  }

  /** Evenly over the orders of magnitude. */
  private double between(double least, double most) {
    return least * Math.pow(most / least, random.nextDouble());
  }

  /** Whether it goes wrong here; counted. */
  public boolean happens(Fault fault) {
    return happens(fault, 1);
  }

  /**
   * @param weight how much likelier than by itself it is here
   */
  public boolean happens(Fault fault, double weight) {
    var chance = chances.get(fault);
    if (chance == null || off || left == 0 || random.nextDouble() >= chance * weight) {
      return false;
    }
    left--;
    happened.merge(fault, 1, Integer::sum);
    return true;
  }

  /** From now on nothing goes wrong. */
  public void off() {
    off = true;
  }

  public boolean areOff() {
    return off;
  }

  /** Only these, for a mutant's seed or a test. */
  public void only(Set<Fault> kinds) {
    chances.keySet().retainAll(kinds);
  }

  /** How often each has happened. */
  public Map<Fault, Integer> happened() {
    return happened.isEmpty() ? Map.of() : new EnumMap<>(happened);
  }

  public Set<Fault> kinds() {
    return chances.isEmpty() ? Set.of() : EnumSet.copyOf(chances.keySet());
  }

  @Override
  public String toString() {
    return Arrays.stream(Fault.values())
        .filter(chances::containsKey)
        .map(fault -> "%s %.4f".formatted(fault, chances.get(fault)))
        .collect(Collectors.joining(", ", "at most " + budget + " of: ", ""));
  }
}
