package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registered releases. Each call joins the caller's transaction. */
public interface Releases {
  Optional<Release> find(ReleaseCoordinates coordinates);

  /** By name, then version as text; at most {@code limit} after the cursor. */
  List<Release> page(@Nullable ReleaseCoordinates after, int limit);

  /**
   * Registers a release.
   *
   * @return what is registered under these coordinates now: this one, or the one that a concurrent
   *     call registered first
   */
  Release add(Release release);
}
