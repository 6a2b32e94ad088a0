package dev.drydock.verification.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two tenants at once, on two workers with one place each: every interleaving of what each can do,
 * a worker's fault hitting one of them or both. Each pair of worlds is one bit.
 */
final class FleetSearch {
  private static final int PLACES = 2;

  private final TenantSearch left;
  private final TenantSearch right;
  private final int faults;
  private final long width;
  private final long[] reached;
  private long[] stack = new long[1 << 16];
  private int stacked;
  private long states;
  private long steps;
  private long ends;

  FleetSearch(TenantSearch left, TenantSearch right, int faults) {
    this.left = left;
    this.right = right;
    this.faults = faults;
    this.width = right.size();
    this.reached = new long[words()];
  }

  private int words() {
    return Math.toIntExact((left.size() * width >> 6) + 1);
  }

  void run() {
    var seeds = new long[words()];
    seeds[0] = 1;
    for (int layer = 0; layer <= faults; layer++) {
      var next = layer < faults ? new long[words()] : new long[0];
      for (int word = 0; word < seeds.length; word++) {
        long open = seeds[word] & ~reached[word];
        while (open != 0) {
          long pair = ((long) word << 6) + Long.numberOfTrailingZeros(open);
          open &= open - 1;
          visit(pair);
          close(next);
        }
      }
      seeds = next;
    }
  }

  private void visit(long pair) {
    int word = (int) (pair >> 6);
    long bit = 1L << (pair & 63);
    if ((reached[word] & bit) == 0) {
      reached[word] |= bit;
      states++;
      if (stacked == stack.length) {
        stack = Arrays.copyOf(stack, stacked * 2);
      }
      stack[stacked++] = pair;
    }
  }

  private void close(long[] next) {
    while (stacked > 0) {
      long pair = stack[--stacked];
      int a = (int) (pair / width);
      int b = (int) (pair % width);
      if (left.ended(a) && right.ended(b)) {
        ends++;
      }
      expand(a, b, next);
    }
  }

  private void expand(int a, int b, long[] next) {
    boolean place = left.placesOf(a) + right.placesOf(b) < PLACES;
    var of = left.graph();
    for (int edge = of.first(a); edge < of.end(a); edge++) {
      step(of.kind(edge), of.to(edge) * width + b, place, next);
    }
    of = right.graph();
    for (int edge = of.first(b); edge < of.end(b); edge++) {
      step(of.kind(edge), a * width + of.to(edge), place, next);
    }
    if (next.length > 0) {
      together(a, b, next);
    }
  }

  private void step(int kind, long pair, boolean place, long[] next) {
    switch (kind) {
      case Graph.FREE -> {
        steps++;
        visit(pair);
      }
      case Graph.TAKES -> {
        if (place) {
          steps++;
          visit(pair);
        }
      }
      default -> {
        if (next.length > 0) {
          steps++;
          next[(int) (pair >> 6)] |= 1L << (pair & 63);
        }
      }
    }
  }

  /** One worker, at work for both. */
  private void together(int a, int b, long[] next) {
    for (int one = left.graph().first(a); one < left.graph().end(a); one++) {
      if (left.graph().kind(one) != Graph.SHARED) {
        continue;
      }
      for (int other = right.graph().first(b); other < right.graph().end(b); other++) {
        if (right.graph().kind(other) == Graph.SHARED) {
          step(
              Graph.SHARED,
              left.graph().to(one) * width + right.graph().to(other),
              true,
              next);
        }
      }
    }
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
