package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Something planted where logins stand in an input; no answer may repeat it. */
final class Secret {
  static final String TEXT = "qzx7secretqzx7";

  /** A fuzzer learns it: then it may stand where texts are repeated rightly, in a name. */
  static boolean isKnownTo(byte[] input) {
    return new String(input, ISO_8859_1).contains(TEXT);
  }

  static void isNotIn(Object answer) {
    Property.holds(
        !String.valueOf(answer).contains(TEXT), "an error text repeats what stood in the input");
  }

  private Secret() {}
}
