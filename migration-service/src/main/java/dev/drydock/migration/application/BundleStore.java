package dev.drydock.migration.application;

import dev.drydock.contracts.ReleaseReference;

/** Where bundles are kept. */
public interface BundleStore {
  /**
   * Reads a bundle whole.
   *
   * @throws BundleInvalid when it is missing, is not what its address says, or is no bundle
   * @throws BundlesUnavailable when the store does not answer
   */
  BundleFiles read(ReleaseReference release);
}
