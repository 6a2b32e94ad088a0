package dev.drydock.backup.http;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of requests; what has the wrong shape is answered 422, an impossible ID 404. */
final class Fields {
  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhdw])");
  private static final Pattern DATABASE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,62}");

  static BackupId backupId(String id) {
    try {
      return new BackupId(id);
    } catch (IllegalArgumentException e) {
      throw Problems.unknownBackup();
    }
  }

  static TenantId tenantId(@Nullable String id) {
    if (id == null || id.isBlank()) {
      throw Problems.invalid("tenant", "is required");
    }
    try {
      return new TenantId(id);
    } catch (IllegalArgumentException e) {
      throw Problems.unknownTenant();
    }
  }

  static long position(@Nullable String cursor) {
    if (cursor == null || cursor.isBlank()) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw Problems.invalid("cursor", "is not one of ours");
    }
  }

  /** {@code 12h}, {@code 30d}, {@code 8w}. */
  static Duration age(@Nullable String text) {
    var age = AGE.matcher(text == null ? "" : text.strip());
    if (!age.matches()) {
      throw Problems.invalid("olderThan", "must be a number and s, m, h, d or w: 30d");
    }
    long amount = Long.parseLong(age.group(1));
    return switch (age.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofDays(7 * amount);
    };
  }

  static String databaseName(@Nullable String name) {
    if (name == null || !DATABASE.matcher(name).matches()) {
      throw Problems.invalid("name", "must begin with a letter; letters, digits, - and _ follow");
    }
    return name;
  }

  private Fields() {}
}
