package dev.drydock.verification.corruptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.corruptions.archive.DumpArchive;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LyingDumpsTest {
  private static final int SEEDS = 60;
  private final byte[] truth = Dumps.small();

  private Lie lie(Kind kind, long seed) {
    return new LyingDumps(truth, new SplittableRandom(seed), null).of(kind);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "VALUE_CHANGED",
        "VALUES_EXCHANGED",
        "ROW_LOST",
        "ROW_DOUBLED",
        "TABLE_EMPTIED",
        "DATA_OF_ANOTHER_TABLE",
        "SEQUENCE_CHANGED",
        "LARGE_OBJECT_CHANGED",
        "ENTRY_LOST",
        "DEFINITION_CHANGED",
        "OWNER_CHANGED",
        "DUMP_TRUNCATED",
        "DUMP_FLIP",
      },
      mode = Mode.INCLUDE)
  void givenAnySeed_whenADumpLies_thenItIsAnotherOneAndTheSameEachTime(Kind kind) {
    // given
    var rewritten = DumpArchive.read(truth).bytes();

    for (long seed = 0; seed < SEEDS; seed++) {
      // when
      var lie = lie(kind, seed);

      // then
      assertThat(lie.dump()).isNotEqualTo(truth).isNotEqualTo(rewritten);
      assertThat(lie.dump()).isEqualTo(lie(kind, seed).dump());
    }
  }

  @Test
  void givenTheSchemaOfOneTenant_whenADumpLies_thenOnlyThatOneIsConcerned() {
    for (long seed = 0; seed < SEEDS; seed++) {
      // when
      var lie = new LyingDumps(truth, new SplittableRandom(seed), "public").of(Kind.ENTRY_LOST);

      // then
      assertThat(lie.schema()).isEqualTo("public");
    }
  }

  @Test
  void givenReorderedRows_thenTheSameRows() {
    // when
    var lie = lie(Kind.ROWS_REORDERED, 1);

    // then
    assertThat(lie.dump()).hasSameSizeAs(DumpArchive.read(truth).bytes()).isNotEqualTo(truth);
  }

  @Test
  void givenAnyField_whenItsValueIsChanged_thenItIsAnotherText() {
    for (var field : new String[] {"\\N", "", "0", "t", "f", "-5", "abc", "1.00", "\\\\x00", " "}) {
      for (long seed = 0; seed < SEEDS; seed++) {
        assertThat(new ValueChanges(new SplittableRandom(seed)).changed(field)).isNotEqualTo(field);
      }
    }
  }
}
