package dev.drydock.coordinator.http;

import dev.drydock.access.SafeText;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;

/** IDs from paths: one that cannot exist is simply not found. */
final class Ids {
  static TenantId tenant(String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("tenant", SafeText.of(text));
    }
  }

  static ReleaseCoordinates release(String text) {
    try {
      return ReleaseCoordinates.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("release", SafeText.of(text));
    }
  }

  private Ids() {}
}
