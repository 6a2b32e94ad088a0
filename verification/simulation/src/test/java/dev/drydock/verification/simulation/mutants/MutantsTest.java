package dev.drydock.verification.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.verification.simulation.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutantsTest {
  @Test
  void eachMutantHasASeedThatIsToKillIt() {
    // given
    var recorded = KilledBy.recorded();

    // then
    assertThat(Mutant.all())
        .hasSizeGreaterThanOrEqualTo(15)
        .allSatisfy(mutant -> assertThat(recorded.seedsOf(mutant)).as(mutant.name()).isNotEmpty());
  }

  @Test
  void givenASeedOfPutTrusted_whenRunWithAndWithoutIt_thenOnlyTheMutantIsFound() {
    // given
    var mutant = Mutant.PUT_TRUSTED;
    long seed = KilledBy.recorded().seedsOf(mutant).getFirst();

    // when
    var unbroken = Simulation.run(seed, false);
    var broken = Simulation.run(seed, false, mutant.alterations(), mutant.decorations());

    // then
    assertThat(unbroken.violations()).isEmpty();
    assertThat(broken.violations()).isNotEmpty();
  }

  @Test
  void givenRemarks_whenRead_thenOnlySeedsCount() {
    // when
    var read = KilledBy.of(List.of("# how they were found", "NO_FENCE 7 8  # kills 2 of 100", ""));

    // then
    assertThat(read.seedsOf(Mutant.NO_FENCE)).containsExactly(7L, 8L);
    assertThat(read.seedsOf(Mutant.BLIND_RERUN)).isEmpty();
  }

  @Test
  void givenAnUnknownMutant_whenRead_thenRefused() {
    assertThatThrownBy(() -> KilledBy.of(List.of("NO_SUCH 1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
