package dev.drydock.contracts;

/**
 * A release as commands name it.
 *
 * @param name of the application, {@code etsy-sync}
 * @param version what tenants are brought to, {@code 1.1.0}
 * @param schemaVersion the last versioned migration of the bundle; what a verified tenant's history
 *     must say
 * @param bundleSha256 hex; also the content address of the bundle
 * @param bundleKey key of the bundle in the object store
 */
public record ReleaseReference(
    String name, String version, String schemaVersion, String bundleSha256, String bundleKey) {

  /** {@code name:version}, as people type it. */
  public String coordinates() {
    return name + ":" + version;
  }
}
