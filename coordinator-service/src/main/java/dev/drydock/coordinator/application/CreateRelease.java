package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.release.Bundle;
import dev.drydock.coordinator.domain.release.BundleCheck;
import dev.drydock.coordinator.domain.release.Release;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Registers a release: its bundle is checked, stored under its content's address, and only then
 * does the release exist. A crash in between leaves a bundle that nobody names.
 */
@ApplicationScoped
public class CreateRelease {
  private static final Logger LOG = Logger.getLogger(CreateRelease.class);

  private final Releases releases;
  private final Bundles bundles;
  private final Clock clock;

  CreateRelease(Releases releases, Bundles bundles, Clock clock) {
    this.releases = releases;
    this.bundles = bundles;
    this.clock = clock;
  }

  /**
   * @param fresh whether it did not exist before
   */
  public record Created(Release release, boolean fresh) {}

  /**
   * @param name {@code null} when the bundle's {@code drydock.yaml} says it; so for the next two
   * @throws InvalidInput naming everything that is wrong; nothing was stored
   * @throws Refusal when the version exists with other content
   * @throws Bundles.BundlesUnavailable nothing was registered
   */
  public Created from(
      @Nullable String name,
      @Nullable String version,
      @Nullable List<String> from,
      byte[] zip,
      String by) {
    var mistakes = new Mistakes();
    var bundle =
        BundleCheck.check(name, version, from, zip, mistakes)
            .orElseThrow(() -> new InvalidInput("invalid-bundle", mistakes));
    var known =
        QuarkusTransaction.joiningExisting().call(() -> releases.find(bundle.coordinates()));
    if (known.isPresent()) {
      return new Created(same(known.get(), bundle), false);
    }
    bundles.keep(bundle.zip());
    var release = releaseOf(bundle, by);
    var registered = QuarkusTransaction.joiningExisting().call(() -> releases.add(release));
    if (!registered.equals(release)) {
      return new Created(same(registered, bundle), false);
    }
    LOG.infof("release created: %s bundle=%s by=%s", bundle.coordinates(), bundle.sha256(), by);
    return new Created(release, true);
  }

  private Release releaseOf(Bundle bundle, String by) {
    return new Release(
        bundle.coordinates(),
        bundle.from(),
        bundle.schemaVersion(),
        bundle.sha256(),
        bundle.zip().sizeBytes(),
        bundle.migrations(),
        bundle.assertions(),
        by,
        clock.instant());
  }

  private static Release same(Release known, Bundle bundle) {
    if (!known.bundleSha256().equals(bundle.sha256())) {
      throw Refusal.conflict(
          "release-exists",
          "%s exists with other content, and releases never change: choose another version"
              .formatted(bundle.coordinates()));
    }
    return known;
  }
}
