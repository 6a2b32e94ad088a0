package dev.drydock.contracts;

import java.util.regex.Pattern;

/** Names one fleet-wide upgrade; the correlation ID of everything that happens in it. */
public record UpgradeId(String value) {
  private static final Pattern SHAPE = Pattern.compile("up-[0-9A-Z]{10,26}");

  public UpgradeId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("upgrade id '%s' must match %s".formatted(value, SHAPE));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
