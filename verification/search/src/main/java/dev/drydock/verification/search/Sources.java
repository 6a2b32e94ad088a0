package dev.drydock.verification.search;

/** A graph's edges without faults, backwards. */
final class Sources {
  private final int[] firsts;
  private final int[] sources;

  Sources(Graph graph, int worlds) {
    firsts = new int[worlds + 1];
    graph.forEachFree(worlds, (_, to, _) -> firsts[to + 1]++);
    for (int i = 0; i < worlds; i++) {
      firsts[i + 1] += firsts[i];
    }
    sources = new int[firsts[worlds]];
    var filled = firsts.clone();
    graph.forEachFree(
        worlds, (from, to, takes) -> sources[filled[to]++] = from << 1 | (takes ? 1 : 0));
  }

  /** The first edge into this world; those into the next one follow. */
  int first(int to) {
    return firsts[to];
  }

  int from(int edge) {
    return sources[edge] >> 1;
  }

  /** Whether a worker takes something up by it. */
  boolean takes(int edge) {
    return (sources[edge] & 1) != 0;
  }
}
