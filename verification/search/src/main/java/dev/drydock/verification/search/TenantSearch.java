package dev.drydock.verification.search;

import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Final;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to one tenant, worlds with the fewest faults first, breadth first
 * among those with equally many: what it finds wrong it finds by a shortest way.
 */
final class TenantSearch {
  private final Model model;
  private final int faults;
  private final int limit;
  private final Consumer<String> say;
  private final WorldTable worlds = new WorldTable();
  private final Ints parents = new Ints();
  private final Ints depths = new Ints();
  private final Ints faultCounts = new Ints();
  private final Ints places = new Ints();
  private final List<Ints> layers = new ArrayList<>();
  private final Graph graph = new Graph();
  private @Nullable Violation violation;
  private boolean @Nullable [] ended;
  private boolean cut;

  /**
   * @param limit of worlds; reaching it is reported
   */
  TenantSearch(Model model, int faults, int limit, Consumer<String> say) {
    this.say = say;
    this.model = model;
    this.faults = faults;
    this.limit = limit;
    for (int i = 0; i <= faults; i++) {
      layers.add(new Ints());
    }
  }

  /** What does not hold, after which worlds, the first one being an initial one. */
  record Violation(String what, List<String> trace) {}

  void run() {
    arrive(-1, Happening.COORDINATOR, model.initial());
    for (int layer = 0; layer <= faults && open(); layer++) {
      var worldsOfLayer = layers.get(layer);
      for (int i = 0; i < worldsOfLayer.size() && open(); i++) {
        int number = worldsOfLayer.get(i);
        if (faultCounts.get(number) == layer) {
          expand(number);
        }
      }
      say.accept("up to %d faults: %,d states".formatted(layer, worlds.size()));
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
    int known = worlds.size();
    int to = arrive(from, happening, after);
    graph.edge(to, happening, after.places() > before.places());
    var wrong = Checks.ofStep(before, after, model);
    if (wrong == null && to == known) {
      wrong = Checks.of(after, model);
    }
    if (wrong != null && violation == null) {
      var trace = trace(from);
      trace.add(wordsOf(from, to));
      violation = new Violation(wrong, trace);
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
    } else if (spent < faultCounts.get(number)) {
      parents.set(number, from);
      depths.set(number, depths.get(from) + 1);
      faultCounts.set(number, spent);
      layers.get(spent).add(number);
    }
    return number;
  }

  /** From every world, with no more faults, an end can be reached. */
  private void liveness() {
    ended(0);
    int lost = graph.firstThatCannotReach(Objects.requireNonNull(ended));
    if (lost >= 0) {
      var trace = trace(lost);
      violation = new Violation("from here on, without any more faults, no end is reached", trace);
    }
  }

  boolean ended(int number) {
    if (ended == null) {
      ended = new boolean[worlds.size()];
      for (int i = 0; i < ended.length; i++) {
        ended[i] = state(i) instanceof Final || state(i) instanceof Parked;
      }
    }
    return ended[number];
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

  /** How many states are an end. */
  int ends() {
    int ends = 0;
    for (int i = 0; i < worlds.size(); i++) {
      ends += ended(i) ? 1 : 0;
    }
    return ends;
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
