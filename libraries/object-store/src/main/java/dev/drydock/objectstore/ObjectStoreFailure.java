package dev.drydock.objectstore;

/**
 * Why the store did not do it; the type says whether trying again can help. Messages name keys
 * only.
 */
public abstract sealed class ObjectStoreFailure extends RuntimeException {
  private ObjectStoreFailure(String message) {
    super(message);
  }

  /** The store did not answer, or answered with a fault of its own. Retry. */
  public static final class Unavailable extends ObjectStoreFailure {
    public Unavailable(String message) {
      super(message);
    }
  }

  /** There is no such object. Never retry. */
  public static final class Missing extends ObjectStoreFailure {
    public Missing(String key) {
      super("no object " + key);
    }
  }

  /** The key exists; keys are never overwritten. */
  public static final class AlreadyExists extends ObjectStoreFailure {
    public AlreadyExists(String key) {
      super("object " + key + " exists already");
    }
  }

  /** The store refused: credentials or bucket are wrong. Never retry. */
  public static final class Refused extends ObjectStoreFailure {
    public Refused(String message) {
      super(message);
    }
  }
}
