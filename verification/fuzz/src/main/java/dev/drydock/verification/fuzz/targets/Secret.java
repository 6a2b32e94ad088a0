package dev.drydock.verification.fuzz.targets;

/** Something planted where logins stand in an input; no answer may repeat it. */
final class Secret {
  static final String TEXT = "qzx7secretqzx7";

  static void isNotIn(Object answer) {
    Property.holds(
        !String.valueOf(answer).contains(TEXT), "an error text repeats what stood in the input");
  }

  private Secret() {}
}
