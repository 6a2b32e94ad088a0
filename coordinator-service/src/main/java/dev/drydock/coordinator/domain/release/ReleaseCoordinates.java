package dev.drydock.coordinator.domain.release;

import java.util.regex.Pattern;

/** {@code name:version}, as people type it; safe in paths and logs. */
public record ReleaseCoordinates(String name, String version) {
  public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  public static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,62}");

  public ReleaseCoordinates {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a release's name must match " + NAME);
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException("a release's version must match " + VERSION);
    }
  }

  /**
   * @throws IllegalArgumentException saying what is wrong, without the text itself
   */
  public static ReleaseCoordinates parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "a release is given as name:version, for example shop:1.1.0");
    }
    return new ReleaseCoordinates(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
