package dev.drydock.verification.corruptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StoredBytesTest {
  private static final List<Function<StoredBytes, StoredBytes.Corrupted>> CHANGES =
      List.of(
          StoredBytes::flipInHeader,
          StoredBytes::flipAnywhere,
          StoredBytes::flipInTail,
          StoredBytes::truncated,
          StoredBytes::truncatedAtSegment,
          StoredBytes::empty,
          StoredBytes::extended,
          StoredBytes::zeroed,
          StoredBytes::segmentsSwapped);

  private static byte[] object(int length) {
    var bytes = new byte[length];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void givenAnyObject_whenCorrupted_thenItIsAnotherOne() {
    for (int length : new int[] {600, 20_000, 3 * StoredBytes.SEGMENT_BYTES + 17}) {
      var original = object(length);
      for (var change : CHANGES) {
        for (long seed = 0; seed < 20; seed++) {
          // when
          var corrupted = change.apply(new StoredBytes(original, new SplittableRandom(seed)));

          // then
          assertThat(java.util.Arrays.equals(corrupted.bytes(), original))
              .describedAs(corrupted.what())
              .isFalse();
        }
      }
    }
  }

  @Test
  void givenAFlip_thenOneBitDiffers() {
    // given
    var original = object(600);

    // when
    var flipped = new StoredBytes(original, new SplittableRandom(3)).flipAnywhere().bytes();

    // then
    int bits = 0;
    for (int i = 0; i < original.length; i++) {
      bits += Integer.bitCount((original[i] ^ flipped[i]) & 0xff);
    }
    assertThat(bits).isEqualTo(1);
  }
}
