package dev.drydock.verification.search;

import dev.drydock.verification.figures.Verification;

/** {@code ./drydock verify search}. */
public final class Main {
  public static void main(String[] arguments) {
    Verification.run(arguments, new SearchCommand());
  }

  private Main() {}
}
