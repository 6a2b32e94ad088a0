package dev.drydock.migration.storage;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.application.BundleStore;
import dev.drydock.migration.application.BundlesUnavailable;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bundles from the object store; each is hashed and compared with its address before it is read.
 */
public final class StoredBundles implements BundleStore {
  private static final int LARGEST_BYTES = 32 << 20;

  private final ObjectStore store;

  public StoredBundles(ObjectStore store) {
    this.store = store;
  }

  @Override
  public BundleFiles read(ReleaseReference release) {
    var bytes = fetch(release.bundleKey());
    if (!sha256(bytes).equals(release.bundleSha256())) {
      throw new BundleInvalid(
          release.coordinates(), "The stored bundle is not the one that was registered.");
    }
    return ZippedBundle.read(release.bundleSha256(), bytes);
  }

  private byte[] fetch(String key) {
    try (var content = store.get(key)) {
      var bytes = content.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new BundleInvalid(key, "Larger than 32 MiB.");
      }
      return bytes;
    } catch (ObjectStoreFailure.Missing e) {
      throw new BundleInvalid(key, "The bundle is not in the object store.");
    } catch (ObjectStoreFailure | IOException e) {
      throw new BundlesUnavailable();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
