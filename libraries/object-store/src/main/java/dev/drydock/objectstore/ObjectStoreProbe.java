package dev.drydock.objectstore;

/** What this store can do beyond keeping objects: asked by the doctor, never assumed. */
public interface ObjectStoreProbe {
  /**
   * @throws ObjectStoreFailure when the store cannot be reached or refuses the bucket itself
   */
  Capabilities probe();

  /**
   * @param conditionalPut whether a second put under one key is refused by the store itself
   * @param tags whether objects may carry tags
   * @param versioning whether the bucket keeps older versions; a deleted object can come back
   * @param objectLock whether the bucket can forbid deletion for a time
   */
  record Capabilities(
      boolean conditionalPut, boolean tags, boolean versioning, boolean objectLock) {}
}
