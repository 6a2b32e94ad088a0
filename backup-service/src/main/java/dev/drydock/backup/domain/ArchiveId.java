package dev.drydock.backup.domain;

import dev.drydock.contracts.Token;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names one archive object; new for each execution, so that none overwrites another's. The archive
 * is encrypted under its own ID: under any other key it does not open.
 */
public record ArchiveId(String value) {
  private static final String FOLDER = "archives/";
  private static final Pattern SHAPE = Pattern.compile("ar-[a-z0-9-]{1,200}");
  private static final Pattern UNSAFE = Pattern.compile("[^a-z0-9-]");

  public ArchiveId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("archive id '%s' must match %s".formatted(value, SHAPE));
    }
  }

  public static ArchiveId of(Token token, String executionId) {
    var safe = UNSAFE.matcher(executionId.toLowerCase(Locale.ROOT)).replaceAll("-");
    return new ArchiveId("ar-" + token + "-" + safe);
  }

  /**
   * @throws IllegalArgumentException when the key is no archive's
   */
  public static ArchiveId ofKey(String key) {
    if (!key.startsWith(FOLDER)) {
      throw new IllegalArgumentException("no key of an archive");
    }
    return new ArchiveId(key.substring(FOLDER.length()));
  }

  /** Its key in the object store. */
  public String key() {
    return FOLDER + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
