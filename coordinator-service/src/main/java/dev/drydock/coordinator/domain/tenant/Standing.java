package dev.drydock.coordinator.domain.tenant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tenant's database, as old as {@code seenAt} says.
 *
 * @param release {@code name:version} that an upgrade brought it to, {@code null} before the first
 * @param schemaVersion its history said this; empty for a history without entries, {@code null}
 *     when nobody has looked yet
 * @param sizeBytes of its data as the server estimated it, 0 when unknown
 */
public record Standing(
    @Nullable String release,
    @Nullable String schemaVersion,
    long sizeBytes,
    @Nullable Instant seenAt) {

  public static final Standing UNKNOWN = new Standing(null, null, 0, null);
}
