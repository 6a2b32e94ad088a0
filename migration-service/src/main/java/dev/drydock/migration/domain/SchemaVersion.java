package dev.drydock.migration.domain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of a schema, compared part by part as numbers; {@code 1.1}, {@code 1_1} and {@code
 * 1.1.0} are the same.
 */
public record SchemaVersion(List<BigInteger> parts, String text)
    implements Comparable<SchemaVersion> {
  private static final Pattern SHAPE = Pattern.compile("\\d+([._]\\d+)*");

  public SchemaVersion {
    parts = List.copyOf(parts);
  }

  /** Empty when the text is no version. */
  public static Optional<SchemaVersion> parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    var dotted = text.replace('_', '.');
    return Optional.of(
        new SchemaVersion(
            Arrays.stream(dotted.split("\\.")).map(BigInteger::new).toList(), dotted));
  }

  @Override
  public int compareTo(SchemaVersion other) {
    int length = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < length; i++) {
      int difference = part(i).compareTo(other.part(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaVersion that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    int length = parts.size();
    while (length > 0 && parts.get(length - 1).signum() == 0) {
      length--;
    }
    return parts.subList(0, length).hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }
}
