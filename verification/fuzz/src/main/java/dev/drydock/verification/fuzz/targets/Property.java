package dev.drydock.verification.fuzz.targets;

/** Something that must hold for every input did not. */
final class Property extends AssertionError {
  private static final long serialVersionUID = 1L;

  private Property(String broken) {
    super(broken);
  }

  static void holds(boolean itDoes, String property) {
    if (!itDoes) {
      throw new Property(property);
    }
  }
}
