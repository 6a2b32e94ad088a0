package dev.drydock.contracts;

import java.util.regex.Pattern;

/**
 * Names one backup of one tenant. The coordinator mints it together with the token of the attempt,
 * so that an attempt can never overwrite the object of another.
 */
public record BackupId(String value) {
  private static final Pattern SHAPE = Pattern.compile("bk-[a-z0-9][a-z0-9-]{0,126}");

  public BackupId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("backup id '%s' must match %s".formatted(value, SHAPE));
    }
  }

  /** The backup that the attempt with this token takes of this tenant. */
  public static BackupId of(TenantId tenant, Token token) {
    return new BackupId("bk-" + tenant.value() + "-" + token.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
