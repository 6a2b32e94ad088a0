package dev.drydock.verification.search;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Many bits, outside the heap. */
final class Bits {
  private final MemorySegment words;
  private final long count;

  Bits(long count, Arena arena) {
    this.count = (count >> 6) + 1;
    this.words = arena.allocate(ValueLayout.JAVA_LONG, this.count);
  }

  long words() {
    return count;
  }

  long word(long index) {
    return words.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  boolean get(long bit) {
    return (word(bit >> 6) >>> bit & 1) != 0;
  }

  /**
   * @return whether it was not set before
   */
  boolean set(long bit) {
    long before = word(bit >> 6);
    long after = before | 1L << bit;
    if (after == before) {
      return false;
    }
    words.setAtIndex(ValueLayout.JAVA_LONG, bit >> 6, after);
    return true;
  }
}
