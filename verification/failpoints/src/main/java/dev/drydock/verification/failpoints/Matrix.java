package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.agent.Point;
import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Every failpoint, crossed with every way to fail and every engine. */
record Matrix(List<Case> cases) {
  static final List<Action> ACTIONS =
      List.of(Action.HALT, Action.STOP, Action.EXCEPTION, Action.EXECUTED_BUT_TIMED_OUT);

  Matrix {
    cases = List.copyOf(cases);
  }

  static Matrix of(List<Point> points, List<String> engines) {
    var cases = new ArrayList<Case>();
    for (var point : points) {
      for (var engine : point.ofEngines() ? engines : List.of(Order.ANY)) {
        ACTIONS.forEach(action -> cases.add(new Case(point, action, engine)));
      }
    }
    return new Matrix(cases);
  }

  Matrix where(Predicate<Case> wanted) {
    return new Matrix(cases.stream().filter(wanted).toList());
  }

  /**
   * Every n-th case.
   *
   * @param shard from 1 to {@code shards}
   */
  Matrix shard(int shard, int shards) {
    var mine = new ArrayList<Case>();
    for (int i = shard - 1; i < cases.size(); i += shards) {
      mine.add(cases.get(i));
    }
    return new Matrix(mine);
  }

  Matrix sample(int size, long seed) {
    var shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, new Random(seed));
    return new Matrix(shuffled.subList(0, Math.min(size, shuffled.size())));
  }

  Matrix without(Set<String> ids) {
    return where(each -> !ids.contains(each.id()));
  }
}
