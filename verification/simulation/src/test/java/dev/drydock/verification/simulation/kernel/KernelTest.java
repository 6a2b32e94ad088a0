package dev.drydock.verification.simulation.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelTest {
  @Test
  void givenTwoCoroutines_whenTheyMeetPoints_thenTheyInterleaveTheSameWayEachTime() {
    // given
    var first = interleaved(7);

    // when
    var again = interleaved(7);

    // then
    assertThat(again).isEqualTo(first).hasSize(200);
    assertThat(first).isNotEqualTo(interleaved(8));
  }

  private static List<String> interleaved(long seed) {
    var kernel = new Kernel(seed, true);
    var steps = new ArrayList<String>();
    for (var name : List.of("a", "b")) {
      kernel.at(Duration.ZERO, kernel.process(name), "steps", () -> hundredSteps(kernel, steps));
    }
    kernel.run(Duration.ofHours(1), () -> false);
    return steps;
  }

  private static void hundredSteps(Kernel kernel, List<String> steps) {
    for (int i = 0; i < 100; i++) {
      steps.add(kernel.running() + " " + kernel.nanos());
      kernel.point("step");
    }
  }

  @Test
  void givenAProcessThatCrashes_whenItStartsAgain_thenNothingOfItsFormerLifeGoesOn() {
    // given
    var kernel = new Kernel(1, true);
    var process = kernel.process("p");
    var seen = new ArrayList<String>();
    kernel.faults().off();
    process.whenStarted(() -> {
      seen.add("boot " + process.life());
      kernel.sleep(Duration.ofSeconds(10));
      seen.add("later " + process.life());
    });
    kernel.at(
        Duration.ofSeconds(5), kernel.world(), "", () -> process.crash(Duration.ofSeconds(1)));

    // when
    kernel.run(Duration.ofMinutes(1), () -> false);

    // then
    assertThat(seen).containsExactly("boot 1", "boot 2", "later 2");
  }

  @Test
  void givenOneThatWaits_whenTheSignalIsRaised_thenItGoesOnBeforeItsTimeIsOver() {
    // given
    var kernel = new Kernel(1, true);
    var signal = kernel.signal();
    var seen = new ArrayList<String>();
    kernel.at(
        Duration.ZERO,
        kernel.process("p"),
        "waits",
        () -> {
          seen.add(signal.await(Duration.ofSeconds(60)) + " " + kernel.nanos() / 1_000_000_000);
          seen.add(signal.await(Duration.ofSeconds(60)) + " " + kernel.nanos() / 1_000_000_000);
        });
    kernel.at(Duration.ofSeconds(5), kernel.world(), "raises", signal::raise);

    // when
    kernel.run(Duration.ofMinutes(10), () -> false);

    // then
    assertThat(seen).containsExactly("true 5", "false 65");
  }

  @Test
  void givenAStalledProcess_whenItsTimeComes_thenItGoesOnOnlyAfterwards() {
    // given
    var kernel = new Kernel(1, true);
    var process = kernel.process("p");
    var seen = new ArrayList<Long>();
    kernel.at(
        Duration.ofSeconds(1),
        process,
        "works",
        () -> {
          kernel.sleep(Duration.ofSeconds(1));
          seen.add(kernel.nanos() / 1_000_000_000);
        });
    kernel.at(
        Duration.ofMillis(1_500),
        kernel.world(),
        "stalls it",
        () -> process.stall(Duration.ofSeconds(30)));

    // when
    kernel.run(Duration.ofMinutes(10), () -> false);

    // then
    assertThat(seen).containsExactly(31L);
  }
}
