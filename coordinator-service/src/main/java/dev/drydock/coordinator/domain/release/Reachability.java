package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.tenant.Standing;
import java.util.Optional;

/** What is known beforehand about one tenant's way to a release; preflight looks again. */
public sealed interface Reachability {
  /** To be upgraded, as far as anyone knows. */
  record Reachable() implements Reachability {}

  record AlreadyThere() implements Reachability {}

  /** Preflight would refuse it. */
  record NotReachable(String reason) implements Reachability {}

  static Reachability of(Release release, Standing standing) {
    if (release.coordinates().toString().equals(standing.release())) {
      return new AlreadyThere();
    }
    var have = Optional.ofNullable(standing.schemaVersion()).flatMap(SchemaVersion::parse);
    if (have.isEmpty()) {
      return new Reachable();
    }
    int order = have.get().compareTo(SchemaVersion.parse(release.schemaVersion()).orElseThrow());
    if (order > 0) {
      return new NotReachable(
          "its schema version %s is ahead of the release's %s"
              .formatted(have.get(), release.schemaVersion()));
    }
    if (order == 0 && release.migrations().stream().allMatch(m -> m.version() != null)) {
      return new AlreadyThere();
    }
    return release.from().isEmpty() || order == 0 || startsFrom(release, standing, have.get())
        ? new Reachable()
        : new NotReachable(
            "its schema version %s is none of those the release may be reached from: %s"
                .formatted(have.get(), String.join(", ", release.from())));
  }

  private static boolean startsFrom(Release release, Standing standing, SchemaVersion have) {
    return release.from().stream()
        .anyMatch(version ->
            (release.coordinates().name() + ":" + version).equals(standing.release())
                || SchemaVersion.parse(version).filter(have::equals).isPresent());
  }
}
