package dev.drydock.verification.search;

/** From where both tenants have ended, back over everything that happens without a fault. */
final class Backwards {
  private final TenantSearch left;
  private final TenantSearch right;
  private final int places;
  private final Bits reached;
  private final Bits reaching;
  private final Longs open;
  private final long width;
  private final Sources leftSources;
  private final Sources rightSources;

  /**
   * @param reached what is looked at
   * @param reaching takes those from which an end can be reached
   */
  Backwards(
      TenantSearch left, TenantSearch right, int places, Bits reached, Bits reaching, Longs open) {
    this.left = left;
    this.right = right;
    this.places = places;
    this.reached = reached;
    this.reaching = reaching;
    this.open = open;
    this.width = right.size();
    this.leftSources = new Sources(left.graph(), left.size());
    this.rightSources = new Sources(right.graph(), right.size());
  }

  void run() {
    for (int a = 0; a < left.size(); a++) {
      for (int b = 0; left.ended(a) && b < right.size(); b++) {
        if (right.ended(b)) {
          visit(a * width + b);
          close();
        }
      }
    }
  }

  private void visit(long pair) {
    if (reached.get(pair) && reaching.set(pair)) {
      open.push(pair);
    }
  }

  private void close() {
    while (!open.isEmpty()) {
      long pair = open.pop();
      int a = (int) (pair / width);
      int b = (int) (pair % width);
      for (int edge = leftSources.first(a); edge < leftSources.first(a + 1); edge++) {
        int from = leftSources.from(edge);
        if (!leftSources.takes(edge) || left.placesOf(from) + right.placesOf(b) < places) {
          visit(from * width + b);
        }
      }
      for (int edge = rightSources.first(b); edge < rightSources.first(b + 1); edge++) {
        int from = rightSources.from(edge);
        if (!rightSources.takes(edge) || left.placesOf(a) + right.placesOf(from) < places) {
          visit(a * width + from);
        }
      }
    }
  }
}
