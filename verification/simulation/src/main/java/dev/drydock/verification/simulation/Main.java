package dev.drydock.verification.simulation;

import dev.drydock.verification.figures.Verification;
import dev.drydock.verification.simulation.mutants.MutantsCommand;

/** The commands of this module. */
public final class Main {
  public static void main(String[] arguments) {
    Verification.run(arguments, new SimulateCommand(), new MutantsCommand());
  }

  private Main() {}
}
