package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.release.CanonicalZip;

/** Where bundles are kept, by their content's address. */
public interface Bundles {
  /**
   * Stores a bundle under its address; the same content again changes nothing.
   *
   * @throws BundlesUnavailable when the store does not answer or refuses us
   */
  void keep(CanonicalZip bundle);

  /** Nothing was stored; trying again may help. */
  final class BundlesUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BundlesUnavailable() {
      super("the object store cannot take the bundle at the moment");
    }
  }
}
