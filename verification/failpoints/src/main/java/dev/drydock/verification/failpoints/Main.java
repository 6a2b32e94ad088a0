package dev.drydock.verification.failpoints;

import dev.drydock.verification.figures.Verification;

/** {@code ./drydock verify failpoints}. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Verification.run(arguments, new FailpointsCommand());
  }
}
