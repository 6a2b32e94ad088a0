package dev.drydock.verification.simulation.workers;

import dev.drydock.objectstore.ObjectStoreFailure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object store that says yes and may keep nothing, half, or something else. */
public final class ObjectVault {
  private static final int WAYS_TO_LOSE = 3;
  private final Map<String, Sealed> objects = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * @param seal over what was written, so that whoever reads it sees that it changed
   */
  @SuppressWarnings("ArrayRecordComponent") // carries bytes, is never compared
  record Sealed(byte[] bytes, int seal) {
    static Sealed of(byte[] bytes) {
      return new Sealed(bytes, Arrays.hashCode(bytes));
    }

    boolean isWhole() {
      return Arrays.hashCode(bytes) == seal;
    }
  }

  void put(Life client, String key, byte[] bytes) {
    reach(client, "put " + key);
    if (objects.containsKey(key)) {
      throw new ObjectStoreFailure.AlreadyExists(key);
    }
    var written = Sealed.of(bytes);
    var kept = client.happens(Mishap.OK_BUT_LOST) ? lost(client, key, written) : written;
    if (kept != null) {
      objects.put(key, kept);
    }
    taken.add(key);
    answered(client, key);
  }

  /** Whether it has ever said yes to an object of this key. */
  boolean hasTaken(String key) {
    return taken.contains(key);
  }

  private static @Nullable Sealed lost(Life client, String key, Sealed written) {
    int way = (int) client.drawn(WAYS_TO_LOSE);
    client.tell("the store says yes to " + key + ", and keeps " + (way == 0 ? "nothing" : "less"));
    return way == 0 ? null : damaged(client, written, way == 1);
  }

  private static Sealed damaged(Life client, Sealed object, boolean truncated) {
    var bytes = object.bytes().clone();
    if (truncated) {
      return new Sealed(Arrays.copyOf(bytes, bytes.length / 2), object.seal());
    }
    bytes[(int) client.drawn(bytes.length)] ^= 1;
    return new Sealed(bytes, object.seal());
  }

  /** What is stored there; bytes may have changed since. */
  Sealed get(Life client, String key) {
    reach(client, "get " + key);
    var found = objects.get(key);
    if (found == null) {
      throw new ObjectStoreFailure.Missing(key);
    }
    if (client.happens(Mishap.CORRUPT)) {
      client.tell("bits rot in " + key);
      found = damaged(client, found, false);
      objects.put(key, found);
    }
    answered(client, key);
    return found;
  }

  void delete(Life client, String key) {
    reach(client, "delete " + key);
    objects.remove(key);
  }

  private static void reach(Life client, String what) {
    client.point(what);
    if (client.happens(Mishap.CONNECTION_LOST)) {
      throw new ObjectStoreFailure.Unavailable(what);
    }
  }

  private static void answered(Life client, String key) {
    if (client.happens(Mishap.EXECUTED_BUT_TIMED_OUT)) {
      throw new ObjectStoreFailure.Unavailable(key);
    }
  }
}
