package dev.drydock.verification.failpoints.agent.hook;

/** A way to fail. */
public enum Action {
  /** The process ends at once, as by SIGKILL. */
  HALT,
  /** The process is stopped for longer than a lease, and goes on. */
  STOP,
  /** The caller gets an exception; before a method, its body does not run. */
  EXCEPTION,
  /** The body runs, then the caller waits, then it gets an exception. */
  EXECUTED_BUT_TIMED_OUT,
  /** Nothing fails; the firing is written down. */
  NOTHING,
  /** Nothing fails: every hit is written down. */
  OBSERVE
}
