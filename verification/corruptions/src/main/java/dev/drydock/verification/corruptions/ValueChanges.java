package dev.drydock.verification.corruptions;

import java.util.List;
import java.util.SplittableRandom;

/** One field of a row in {@code COPY} format, made into another value. */
final class ValueChanges {
  private static final String NULL = "\\N";

  private final SplittableRandom random;

  ValueChanges(SplittableRandom random) {
    this.random = random;
  }

  /** Never the same text; whether the type takes it is another matter. */
  String changed(String field) {
    if (field.equals(NULL)) {
      return random.nextBoolean() ? "" : "1";
    }
    if (field.isEmpty()) {
      return random.nextBoolean() ? NULL : " ";
    }
    var changed =
        switch (random.nextInt(7)) {
          case 0 -> NULL;
          case 1 -> field + " ";
          case 2 -> field.startsWith("-") ? field.substring(1) : "-" + field;
          case 3 -> anotherCase(field);
          default -> anotherDigit(field);
        };
    return changed.equals(field) ? anotherEnd(field) : changed;
  }

  private String anotherDigit(String field) {
    var digits =
        field.chars().filter(Character::isDigit).count() == 0
            ? List.<Integer>of()
            : java.util.stream.IntStream.range(0, field.length())
                .filter(i -> Character.isDigit(field.charAt(i)))
                .boxed()
                .toList();
    if (digits.isEmpty()) {
      return anotherCase(field);
    }
    int at = digits.get(random.nextInt(digits.size()));
    char digit = (char) ('0' + (field.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
    return field.substring(0, at) + digit + field.substring(at + 1);
  }

  private String anotherCase(String field) {
    int at = random.nextInt(field.length());
    char c = field.charAt(at);
    char other = Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c);
    return field.substring(0, at) + other + field.substring(at + 1);
  }

  private static String anotherEnd(String field) {
    char last = field.charAt(field.length() - 1);
    return field.substring(0, field.length() - 1)
        + (last == 't' ? 'f' : last == 'f' ? 't' : last == '1' ? '2' : '1');
  }
}
