package dev.drydock.verification.chaos;

import dev.drydock.verification.figures.Verification;

/** {@code ./drydock verify chaos}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Verification.run(arguments, new ChaosCommand());
  }
}
