package dev.drydock.verification.search;

import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Final;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to one tenant, worlds with the fewest faults first, breadth first
 * among those with equally many: what it finds wrong it finds by a shortest way.
 */
final class TenantSearch {
  private final Model model;
  private final int faults;
  private final int limit;
  private final WorldTable worlds = new WorldTable();
  private final Ints parents = new Ints();
  private final Ints depths = new Ints();
  private final Ints faultCounts = new Ints();
  private final Ints places = new Ints();
  private final List<Ints> layers = new ArrayList<>();
  private final Graph graph = new Graph();
  private @Nullable Violation violation;
  private boolean cut;

  /**
   * @param limit of worlds; reaching it is reported
   */
  TenantSearch(Model model, int faults, int limit) {
    this.model = model;
    this.faults = faults;
    this.limit = limit;
    for (int i = 0; i <= faults; i++) {
      layers.add(new Ints());
    }
  }

  /** What does not hold, after which worlds, the first one being an initial one. */
  record Violation(String what, List<String> trace) {}

  void run(World.Script... scripts) {
    for (var script : scripts) {
      arrive(-1, Happening.COORDINATOR, model.initial(script));
    }
    for (int layer = 0; layer <= faults && open(); layer++) {
      var worldsOfLayer = layers.get(layer);
      for (int i = 0; i < worldsOfLayer.size() && open(); i++) {
        int number = worldsOfLayer.get(i);
        if (faultCounts.get(number) == layer) {
          expand(number);
        }
      }
    }
    if (violation == null && !cut) {
      liveness();
    }
  }

  private boolean open() {
    return violation == null && !cut;
  }

  private void expand(int number) {
    graph.begin(number);
    var world = model.unpacked(worlds.get(number));
    model.follow(
        world,
        faultCounts.get(number) < faults,
        (happening, _, after) -> step(number, world, happening, after));
  }

  private void step(int from, World before, Happening happening, World after) {
    int to = arrive(from, happening, after);
    graph.edge(to, happening, after.places() > before.places());
    if (violation == null) {
      var wrong = Checks.ofStep(before, after, model);
      if (wrong != null) {
        var trace = trace(from);
        trace.add(wordsOf(from, to));
        violation = new Violation(wrong, trace);
      }
    }
  }

  private int arrive(int from, Happening happening, World world) {
    int before = worlds.size();
    int number = worlds.number(world.packed());
    int spent = (from < 0 ? 0 : faultCounts.get(from)) + (happening.fault() ? 1 : 0);
    if (number == before) {
      parents.add(from);
      depths.add(from < 0 ? 0 : depths.get(from) + 1);
      faultCounts.add(spent);
      places.add(world.places());
      layers.get(spent).add(number);
      cut |= worlds.size() >= limit;
      check(number, world);
    } else if (spent < faultCounts.get(number)) {
      parents.set(number, from);
      depths.set(number, depths.get(from) + 1);
      faultCounts.set(number, spent);
      layers.get(spent).add(number);
    }
    return number;
  }

  private void check(int number, World world) {
    var wrong = Checks.of(world, model);
    if (wrong != null && violation == null) {
      violation = new Violation(wrong, trace(number));
    }
  }

  /** From every world, with no more faults, an end can be reached. */
  private void liveness() {
    var terminal = new boolean[worlds.size()];
    for (int i = 0; i < terminal.length; i++) {
      terminal[i] = ended(i);
    }
    int lost = graph.firstThatCannotReach(terminal);
    if (lost >= 0) {
      var trace = trace(lost);
      violation = new Violation("from here on, without any more faults, no end is reached", trace);
    }
  }

  boolean ended(int number) {
    var state = state(number);
    return state instanceof Final || state instanceof Parked;
  }

  TenantUpgradeState state(int number) {
    int saga = (int) (worlds.get(number)[0] >> 27 & 0x3ffff);
    return model.sagas().state(saga);
  }

  List<String> trace(int number) {
    var trace = new ArrayList<String>();
    int to = number;
    while (parents.get(to) >= 0) {
      trace.addFirst(wordsOf(parents.get(to), to));
      to = parents.get(to);
    }
    trace.addFirst("the release's script " + model.unpacked(worlds.get(to)).script);
    return trace;
  }

  private String wordsOf(int from, int to) {
    var found = new ArrayList<String>();
    model.tells(true);
    model.follow(
        model.unpacked(worlds.get(from)),
        true,
        (happening, what, after) -> {
          if (found.isEmpty() && worlds.number(after.packed()) == to) {
            found.add(happening.fault() ? "[fault] " + what : what);
          }
        });
    model.tells(false);
    return found.getFirst();
  }

  int size() {
    return worlds.size();
  }

  Graph graph() {
    return graph;
  }

  int faultsOf(int number) {
    return faultCounts.get(number);
  }

  /** How many places of workers are taken. */
  int placesOf(int number) {
    return places.get(number);
  }

  int depth() {
    int deepest = 0;
    for (int i = 0; i < depths.size(); i++) {
      deepest = Math.max(deepest, depths.get(i));
    }
    return deepest;
  }

  boolean reachedLimit() {
    return cut;
  }

  @Nullable Violation violation() {
    return violation;
  }

  Model model() {
    return model;
  }
}
