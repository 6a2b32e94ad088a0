package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.agent.Point;
import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Order;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One cell of the matrix.
 *
 * @param engine the adapter's package; {@link Order#ANY} for points that are in no adapter
 */
record Case(Point point, Action action, String engine) {
  private static final long STOP_MS = 5_000;

  /** Longer than the leases of 3 s. */
  private static final long TIMED_OUT_MS = 3_500;

  /** Names it in results, and in files. */
  String id() {
    var place = engine.equals(Order.ANY) ? point.name() : point.name() + "@" + engine;
    return place + "/" + word(action);
  }

  static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String replay() {
    return "./drydock verify failpoints --only %s --action %s"
        .formatted(point.name(), word(action));
  }

  /** What has to be armed: what provokes it, then itself. */
  List<Order> orders(String id) {
    var provocation = point.provokedBy().map(each -> provocation(id + "-before", each));
    var meant =
        new Order(
            id,
            point.name(),
            engine,
            action,
            point.hit(),
            provocation.map(Order::id).orElse(""),
            pauseMs(action));
    return Stream.concat(provocation.stream(), Stream.of(meant)).toList();
  }

  private static Order provocation(String id, Point.Provocation by) {
    var action = Action.valueOf(by.action());
    return new Order(id, by.point(), Order.ANY, action, 1, "", pauseMs(action));
  }

  private static long pauseMs(Action action) {
    return action == Action.STOP ? STOP_MS : TIMED_OUT_MS;
  }
}
