package dev.drydock.verification.corruptions;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What a store may do to the bytes of one object. */
final class StoredBytes {
  /** Of the encryption: a header, then segments of this size. */
  static final int SEGMENT_BYTES = 1 << 20;

  private static final int EDGE_BYTES = 64;

  /**
   * @param what for people
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never written to.
  record Corrupted(byte[] bytes, String what) {}

  private final byte[] original;
  private final SplittableRandom random;

  StoredBytes(byte[] original, SplittableRandom random) {
    this.original = original;
    this.random = random;
  }

  /** One bit between two places. */
  Corrupted flip(int from, int to) {
    var bytes = original.clone();
    int at = random.nextInt(from, Math.max(from + 1, to));
    int bit = random.nextInt(8);
    bytes[at] ^= (byte) (1 << bit);
    return new Corrupted(bytes, "bit %d of byte %d of %d".formatted(bit, at, bytes.length));
  }

  Corrupted flipInHeader() {
    return flip(0, Math.min(EDGE_BYTES, original.length));
  }

  Corrupted flipAnywhere() {
    return flip(0, original.length);
  }

  Corrupted flipInTail() {
    return flip(Math.max(0, original.length - EDGE_BYTES), original.length);
  }

  Corrupted flips() {
    var bytes = original.clone();
    int count = random.nextInt(2, 17);
    for (int i = 0; i < count; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return new Corrupted(bytes, count + " bits");
  }

  Corrupted truncated() {
    int length = random.nextInt(4) == 0 ? original.length - 1 : random.nextInt(original.length);
    return cut(length);
  }

  /** Where a segment ends, or a byte before or behind it. */
  Corrupted truncatedAtSegment() {
    int segments = original.length / SEGMENT_BYTES;
    int border = random.nextInt(segments + 1) * SEGMENT_BYTES;
    int length = border + random.nextInt(-1, 2);
    return cut(Math.clamp(length, 0, original.length - 1));
  }

  Corrupted empty() {
    return cut(0);
  }

  private Corrupted cut(int length) {
    return new Corrupted(
        Arrays.copyOf(original, length), "cut at %d of %d".formatted(length, original.length));
  }

  Corrupted extended() {
    int more = random.nextInt(1, 4096);
    return new Corrupted(Arrays.copyOf(original, original.length + more), more + " bytes appended");
  }

  /** A page of zeros, or half of the object: what a torn write leaves. */
  Corrupted zeroed() {
    var bytes = original.clone();
    int length = random.nextBoolean() ? 4096 : Math.max(1, bytes.length / 2);
    int from = random.nextInt(bytes.length);
    Arrays.fill(bytes, from, Math.min(bytes.length, from + length), (byte) 0);
    return new Corrupted(bytes, "zeros from byte " + from);
  }

  /** Two segments of ciphertext in each other's place; two pages in a smaller object. */
  Corrupted segmentsSwapped() {
    int size = original.length > 2 * SEGMENT_BYTES ? SEGMENT_BYTES : original.length / 4;
    int pieces = original.length / size;
    int one = random.nextInt(pieces - 1);
    int other = random.nextInt(one + 1, pieces);
    var bytes = original.clone();
    System.arraycopy(original, one * size, bytes, other * size, size);
    System.arraycopy(original, other * size, bytes, one * size, size);
    return new Corrupted(bytes, "pieces %d and %d of %d bytes".formatted(one, other, size));
  }
}
