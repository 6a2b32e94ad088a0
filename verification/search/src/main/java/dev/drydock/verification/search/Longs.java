package dev.drydock.verification.search;

import java.util.Arrays;

/** A growing stack of numbers. */
final class Longs {
  private long[] values = new long[1024];
  private int size;

  void push(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  long pop() {
    return values[--size];
  }

  boolean isEmpty() {
    return size == 0;
  }
}
