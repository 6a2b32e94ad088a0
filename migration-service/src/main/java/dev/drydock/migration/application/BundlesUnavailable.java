package dev.drydock.migration.application;

/** The object store does not answer; trying again can help. */
public final class BundlesUnavailable extends RuntimeException {
  public BundlesUnavailable() {
    super("the object store does not answer");
  }
}
