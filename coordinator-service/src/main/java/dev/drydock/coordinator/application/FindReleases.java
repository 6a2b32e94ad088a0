package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registered releases. */
@ApplicationScoped
public class FindReleases {
  private final Releases releases;

  FindReleases(Releases releases) {
    this.releases = releases;
  }

  /**
   * @throws Refusal when it is not registered
   */
  @Transactional
  public Release byCoordinates(ReleaseCoordinates coordinates) {
    return releases
        .find(coordinates)
        .orElseThrow(() -> Refusal.notFound("release", coordinates.toString()));
  }

  @Transactional
  public List<Release> page(@Nullable ReleaseCoordinates after, int limit) {
    return releases.page(after, limit);
  }
}
