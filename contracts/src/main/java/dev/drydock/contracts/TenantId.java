package dev.drydock.contracts;

import java.util.regex.Pattern;

/** Names one tenant of the fleet; never reused, and safe inside an object-store key. */
public record TenantId(String value) implements Comparable<TenantId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public TenantId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("tenant id '%s' must match %s".formatted(value, SHAPE));
    }
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
