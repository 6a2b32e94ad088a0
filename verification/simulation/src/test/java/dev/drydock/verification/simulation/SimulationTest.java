package dev.drydock.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  private static final int SEEDS = 60;

  @Test
  void givenASeed_whenItRunsAgain_thenItsHistoryIsTheSame() {
    // given
    long[] seeds = {3, 14, 159};

    // when
    var first = LongStream.of(seeds).map(SimulationTest::digest).toArray();

    // then
    assertThat(LongStream.of(seeds).map(SimulationTest::digest).toArray()).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates();
  }

  private static long digest(long seed) {
    return Simulation.run(seed, false).digest();
  }

  @Test
  void givenSomeSeeds_whenTheyRun_thenThePromiseHolds() {
    // when
    var failed =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> Simulation.run(seed, false))
            .filter(outcome -> !outcome.violations().isEmpty())
            .map(outcome -> outcome.seed() + ": " + outcome.violations())
            .toList();

    // then
    assertThat(failed).isEmpty();
  }
}
