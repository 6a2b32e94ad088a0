package dev.drydock.verification.search;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two tenants at once, on two workers with one place each: every interleaving of what each can do,
 * a worker's fault hitting one of them or both. Each pair of worlds is one bit.
 */
final class FleetSearch {
  private static final int PLACES = 2;

  private static final int SAY_EVERY = 1 << 24;

  private final TenantSearch left;
  private final TenantSearch right;
  private final int faults;
  private final Consumer<String> say;
  private final long width;
  private final Longs open = new Longs();
  private long states;
  private long steps;
  private long ends;

  FleetSearch(TenantSearch left, TenantSearch right, int faults, Consumer<String> say) {
    this.left = left;
    this.right = right;
    this.faults = faults;
    this.say = say;
    this.width = right.size();
  }

  /**
   * @return where no end can be reached without more faults, as what happened to each tenant; empty
   *     when that is nowhere
   */
  List<String> run() {
    try (var arena = Arena.ofConfined()) {
      var reached = new Bits(left.size() * width, arena);
      reach(reached);
      return lost(reached, arena);
    }
  }

  private void reach(Bits reached) {
    var seeds = Arena.ofConfined();
    var layer = new Bits(1, seeds);
    layer.set(0);
    for (int spent = 0; spent <= faults; spent++) {
      var nextSeeds = Arena.ofConfined();
      var next = spent < faults ? new Bits(left.size() * width, nextSeeds) : null;
      for (long word = 0; word < layer.words(); word++) {
        for (long bits = layer.word(word); bits != 0; bits &= bits - 1) {
          visit((word << 6) + Long.numberOfTrailingZeros(bits), reached);
          close(reached, next);
        }
      }
      seeds.close();
      seeds = nextSeeds;
      layer = next == null ? layer : next;
    }
    seeds.close();
  }

  private void visit(long pair, Bits reached) {
    if (reached.set(pair)) {
      open.push(pair);
      if ((++states & SAY_EVERY - 1) == 0) {
        say.accept("both tenants: %,d states".formatted(states));
      }
    }
  }

  private void close(Bits reached, @Nullable Bits next) {
    while (!open.isEmpty()) {
      long pair = open.pop();
      int a = (int) (pair / width);
      int b = (int) (pair % width);
      ends += left.ended(a) && right.ended(b) ? 1 : 0;
      expand(a, b, reached, next);
    }
  }

  private void expand(int a, int b, Bits reached, @Nullable Bits next) {
    boolean place = left.placesOf(a) + right.placesOf(b) < PLACES;
    var of = left.graph();
    for (int edge = of.first(a); edge < of.end(a); edge++) {
      step(of.kind(edge), of.to(edge) * width + b, place, reached, next);
    }
    of = right.graph();
    for (int edge = of.first(b); edge < of.end(b); edge++) {
      step(of.kind(edge), a * width + of.to(edge), place, reached, next);
    }
    if (next != null) {
      together(a, b, next);
    }
  }

  private void step(int kind, long pair, boolean place, Bits reached, @Nullable Bits next) {
    if (kind == Graph.FREE || (kind == Graph.TAKES && place)) {
      steps++;
      visit(pair, reached);
    } else if (kind != Graph.TAKES && next != null) {
      steps++;
      next.set(pair);
    }
  }

  /** One worker, at work for both. */
  private void together(int a, int b, Bits next) {
    var one = left.graph();
    var other = right.graph();
    for (int edge = one.first(a); edge < one.end(a); edge++) {
      if (one.kind(edge) == Graph.SHARED) {
        for (int with = other.first(b); with < other.end(b); with++) {
          if (other.kind(with) == Graph.SHARED) {
            steps++;
            next.set(one.to(edge) * width + other.to(with));
          }
        }
      }
    }
  }

  private List<String> lost(Bits reached, Arena arena) {
    say.accept("both tenants: %,d states; is an end in reach of each?".formatted(states));
    var reaching = new Bits(left.size() * width, arena);
    new Backwards(left, right, PLACES, reached, reaching, open).run();
    for (long word = 0; word < reached.words(); word++) {
      long bits = reached.word(word) & ~reaching.word(word);
      if (bits != 0) {
        long pair = (word << 6) + Long.numberOfTrailingZeros(bits);
        var lost = new ArrayList<String>();
        lost.add("one tenant:");
        lost.addAll(left.trace((int) (pair / width)));
        lost.add("the other:");
        lost.addAll(right.trace((int) (pair % width)));
        return lost;
      }
    }
    return List.of();
  }

  long states() {
    return states;
  }

  long steps() {
    return steps;
  }

  long ends() {
    return ends;
  }
}
