package dev.drydock.migration.application;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.migration.application.Migrations.Release;

/** Bundles, fetched and parsed once per worker, the latest few kept. */
public final class ReleasedBundles {
  private static final int KEPT = 16;

  private final BundleStore store;
  private final Migrations migrations;
  private final OncePerKey<String, Release> releases;

  public ReleasedBundles(BundleStore store, Migrations migrations, Pace pace) {
    this.store = store;
    this.migrations = migrations;
    this.releases = new OncePerKey<>(KEPT, pace);
  }

  /**
   * @throws BundleInvalid when it cannot be applied to anyone
   * @throws BundlesUnavailable when the store does not answer
   */
  public Release of(ReleaseReference release) {
    return releases.get(release.bundleSha256(), () -> migrations.parse(store.read(release)));
  }
}
