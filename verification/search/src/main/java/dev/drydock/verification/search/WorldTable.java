package dev.drydock.verification.search;

import java.util.Arrays;

/** Numbers for packed worlds, each kept once in a few long arrays. */
final class WorldTable {
  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private long[][] chunks = new long[16][];
  private int chunkCount;
  private int used = CHUNK;
  private long[] places = new long[1 << 12];
  private int[] slots = new int[1 << 13];
  private int count;

  int size() {
    return count;
  }

  /**
   * @return the number of this world; a new one's is {@link #size} before the call
   */
  int number(long[] packed) {
    int mask = slots.length - 1;
    int slot = hash(packed) & mask;
    while (slots[slot] != 0) {
      if (equal(slots[slot] - 1, packed)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = count + 1;
    store(packed);
    if (count * 2 > slots.length) {
      grow();
    }
    return count - 1;
  }

  long[] get(int number) {
    long place = places[number];
    var chunk = chunks[(int) (place >>> (CHUNK_BITS + 5))];
    int from = (int) (place >>> 5) & CHUNK - 1;
    return Arrays.copyOfRange(chunk, from, from + (int) (place & 31));
  }

  private void store(long[] packed) {
    if (used + packed.length > CHUNK) {
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunkCount * 2);
      }
      chunks[chunkCount++] = new long[CHUNK];
      used = 0;
    }
    System.arraycopy(packed, 0, chunks[chunkCount - 1], used, packed.length);
    if (count == places.length) {
      places = Arrays.copyOf(places, count * 2);
    }
    places[count++] = ((long) (chunkCount - 1) << CHUNK_BITS | used) << 5 | packed.length;
    used += packed.length;
  }

  private boolean equal(int number, long[] packed) {
    long place = places[number];
    if ((place & 31) != packed.length) {
      return false;
    }
    int from = (int) (place >>> 5) & CHUNK - 1;
    return Arrays.equals(
        chunks[(int) (place >>> (CHUNK_BITS + 5))],
        from,
        from + packed.length,
        packed,
        0,
        packed.length);
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = 0; number < count; number++) {
      int slot = hash(get(number)) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number + 1;
    }
  }

  private static int hash(long[] packed) {
    long hash = packed.length;
    for (long part : packed) {
      hash = (hash ^ part) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return (int) (hash ^ hash >>> 15);
  }
}
