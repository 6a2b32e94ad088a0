package dev.drydock.coordinator.domain.release;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration's version as Flyway orders them: numbers by dot or underscore, trailing zeros mean
 * nothing.
 */
public final class SchemaVersion implements Comparable<SchemaVersion> {
  private static final Pattern SHAPE = Pattern.compile("\\d{1,20}([._]\\d{1,20}){0,15}");
  private final String text;
  private final List<BigInteger> parts;

  private SchemaVersion(String text) {
    this.text = text;
    this.parts = partsOf(text);
  }

  /** Empty when it is no version. */
  public static Optional<SchemaVersion> parse(String text) {
    return SHAPE.matcher(text).matches()
        ? Optional.of(new SchemaVersion(text.replace('_', '.')))
        : Optional.empty();
  }

  private static List<BigInteger> partsOf(String text) {
    var parts = new ArrayList<BigInteger>();
    Arrays.stream(text.split("\\.")).map(BigInteger::new).forEach(parts::add);
    while (parts.size() > 1 && parts.getLast().signum() == 0) {
      parts.removeLast();
    }
    return parts;
  }

  @Override
  public int compareTo(SchemaVersion other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaVersion that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** As Flyway writes it into a tenant's history. */
  @Override
  public String toString() {
    return text;
  }
}
