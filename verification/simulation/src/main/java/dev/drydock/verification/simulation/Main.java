package dev.drydock.verification.simulation;

import dev.drydock.verification.figures.Verification;

/** The commands of this module. */
public final class Main {
  public static void main(String[] arguments) {
    Verification.run(arguments, new SimulateCommand());
  }

  private Main() {}
}
