package dev.drydock.verification.failpoints.agent.hook;

/** What a failpoint throws at its caller; nobody can have expected it. */
public final class Injected extends RuntimeException {
  private static final long serialVersionUID = 1;

  Injected(String point) {
    super("injected at " + point);
  }
}
