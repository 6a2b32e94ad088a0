package dev.drydock.verification.simulation.kernel;

/** Something due at a time: a coroutine goes on. */
record Event(long nanos, long number, Coroutine coroutine, int turn, boolean signal)
    implements Comparable<Event> {
  @Override
  public int compareTo(Event other) {
    int order = Long.compare(nanos, other.nanos);
    return order != 0 ? order : Long.compare(number, other.number);
  }

  boolean isDue() {
    return coroutine.turn == turn && coroutine.isAlive();
  }
}
