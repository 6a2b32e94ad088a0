package dev.drydock.migration.storage;

import dev.drydock.migration.application.BundleFiles;
import org.jspecify.annotations.NullMarked;

/** A stored bundle unpacked; in its package, which hides that. */
@NullMarked
public final class BundlesAsStored {

  public static BundleFiles read(byte[] zip) {
    return ZippedBundle.read("00", zip);
  }

  private BundlesAsStored() {}
}
