package dev.drydock.verification.search;

/** What follows from what, by numbers. */
final class Graph {
  /** Nothing but the course of things. */
  static final int FREE = 0;

  /** The same, and a worker takes something up. */
  static final int TAKES = 1;

  /** A fault that hits this tenant alone. */
  static final int ALONE = 2;

  /** A fault that may hit others at the same moment. */
  static final int SHARED = 3;

  private final Ints firsts = new Ints();
  private final Ints ends = new Ints();
  private final Ints targets = new Ints();
  private int current = -1;

  /** The edges that follow begin at this world. */
  void begin(int number) {
    while (firsts.size() <= number) {
      firsts.add(targets.size());
      ends.add(targets.size());
    }
    firsts.set(number, targets.size());
    ends.set(number, targets.size());
    current = number;
  }

  void edge(int to, Happening happening, boolean takes) {
    int kind = happening.fault() ? (happening.shared() ? SHARED : ALONE) : (takes ? TAKES : FREE);
    targets.add(to << 2 | kind);
    ends.set(current, targets.size());
  }

  /**
   * @return the first world from which no edge without a fault leads to one of these, by however
   *     many steps; -1 when there is none
   */
  int firstThatCannotReach(boolean[] goal) {
    var back = new Sources(this, goal.length);
    var reaches = goal.clone();
    var open = new Ints();
    for (int i = 0; i < goal.length; i++) {
      if (goal[i]) {
        open.add(i);
      }
    }
    for (int i = 0; i < open.size(); i++) {
      int to = open.get(i);
      for (int at = back.first(to); at < back.first(to + 1); at++) {
        if (!reaches[back.from(at)]) {
          reaches[back.from(at)] = true;
          open.add(back.from(at));
        }
      }
    }
    for (int i = 0; i < goal.length; i++) {
      if (!reaches[i]) {
        return i;
      }
    }
    return -1;
  }

  @FunctionalInterface
  interface Edge {
    void of(int from, int to, boolean takes);
  }

  void forEachFree(int worlds, Edge edge) {
    for (int from = 0; from < Math.min(worlds, firsts.size()); from++) {
      for (int at = firsts.get(from); at < ends.get(from); at++) {
        if (!fault(at)) {
          edge.of(from, to(at), kind(at) == TAKES);
        }
      }
    }
  }

  int first(int number) {
    return number < firsts.size() ? firsts.get(number) : 0;
  }

  /** After the last edge of this world. */
  int end(int number) {
    return number < ends.size() ? ends.get(number) : 0;
  }

  int to(int edge) {
    return targets.get(edge) >> 2;
  }

  int kind(int edge) {
    return targets.get(edge) & 3;
  }

  boolean fault(int edge) {
    return kind(edge) >= ALONE;
  }

  int edges() {
    return targets.size();
  }
}
