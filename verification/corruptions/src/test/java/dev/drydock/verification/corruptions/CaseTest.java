package dev.drydock.verification.corruptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static List<Case> thousand(long seed) {
    return IntStream.rangeClosed(1, 1000).mapToObj(n -> Case.drawn(seed, n, null)).toList();
  }

  private static long count(List<Case> cases, Kind.Group group) {
    return cases.stream().filter(one -> one.kind().group() == group).count();
  }

  @Test
  void givenOneSeed_whenDrawnTwice_thenTheSameCases() {
    assertThat(thousand(7)).isEqualTo(thousand(7)).isNotEqualTo(thousand(8));
    assertThat(Case.drawn(7, 3, null).random().nextLong())
        .isEqualTo(Case.drawn(7, 3, null).random().nextLong())
        .isNotEqualTo(Case.drawn(7, 4, null).random().nextLong());
  }

  @Test
  void givenAThousandCases_whenDrawn_thenEnoughOfEachGroupAndEveryKind() {
    for (long seed = 1; seed <= 20; seed++) {
      // when
      var cases = thousand(seed);

      // then
      assertThat(count(cases, Kind.Group.SEALED)).isGreaterThan(250);
      assertThat(count(cases, Kind.Group.STORED)).isGreaterThan(500);
      assertThat(count(cases, Kind.Group.CONTROL)).isEqualTo(1000 / Case.CONTROL_EVERY);
      assertThat(cases).extracting(Case::kind).contains(Kind.values());
    }
  }

  @Test
  void givenACase_whenItIsToBeReplayed_thenItsWordsDrawItAgain() {
    // given
    var one = Case.drawn(7, 133, null);

    // when
    var label = one.replay().substring(one.replay().lastIndexOf(' ') + 1);

    // then
    assertThat(Case.drawn(7, 133, Kind.labelled(label))).isEqualTo(one);
  }
}
