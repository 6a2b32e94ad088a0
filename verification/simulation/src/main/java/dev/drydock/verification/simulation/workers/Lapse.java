package dev.drydock.verification.simulation.workers;

/** What a mutant's tenant databases leave out. */
public enum Lapse {
  /** Tokens are not compared, neither on the server nor inside. */
  FENCE,
  /** The fence's rows are read and changed without a lock. */
  FENCE_LOCK,
  /** Fences rise, but sessions of older tokens go on. */
  OLDER_SESSIONS,
  /** Writers may not log in any more, but those that are in stay. */
  WRITERS_SESSIONS,
  /** A restored copy is swapped in whatever it holds. */
  COMPARISON,
  /** A release asks first, and then opens a session without a fence. */
  RELEASE_FENCE
}
