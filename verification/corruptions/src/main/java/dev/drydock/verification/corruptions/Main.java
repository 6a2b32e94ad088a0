package dev.drydock.verification.corruptions;

import dev.drydock.verification.figures.Verification;

/** {@code ./drydock verify corruptions}. */
public final class Main {
  public static void main(String[] arguments) {
    Verification.run(arguments, new CorruptionsCommand());
  }

  private Main() {}
}
