package dev.drydock.verification.fuzz;

import dev.drydock.verification.figures.Verification;

/** {@code ./drydock verify fuzz}. */
public final class Main {
  public static void main(String[] arguments) {
    Verification.run(arguments, new FuzzCommand());
  }

  private Main() {}
}
