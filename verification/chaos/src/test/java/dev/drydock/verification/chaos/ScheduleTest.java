package dev.drydock.verification.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A schedule is its seed. */
class ScheduleTest {
  private static final Duration LENGTH = Duration.ofMinutes(30);
  private static final Duration LEAST = Duration.ofSeconds(20);
  private static final Duration MOST = Duration.ofSeconds(40);

  @Test
  void theSameSeed_givesTheSameFaults() {
    assertThat(words(mixed(7))).isEqualTo(words(mixed(7)));
    assertThat(words(mixed(7))).isNotEqualTo(words(mixed(8)));
  }

  @Test
  void faultsBeginAsFarApartAsAskedFor() {
    var faults = mixed(3).faults();

    assertThat(faults).hasSizeBetween(45, 90);
    for (int i = 1; i < faults.size(); i++) {
      assertThat(faults.get(i).after().minus(faults.get(i - 1).after())).isBetween(LEAST, MOST);
    }
    assertThat(faults.getLast().after()).isLessThan(LENGTH);
  }

  @Test
  void everyKindComes_andNoneStaysLongerThanFortySeconds() {
    var kinds = new HashMap<String, Integer>();
    for (long seed = 1; seed <= 20; seed++) {
      for (var planned : mixed(seed).faults()) {
        kinds.merge(planned.fault().kind(), 1, Integer::sum);
        assertThat(planned.lasts()).isLessThanOrEqualTo(Duration.ofSeconds(40));
      }
    }

    assertThat(kinds)
        .containsOnlyKeys(
            "kill",
            "kill-all",
            "restart",
            "stop",
            "sessions",
            "topics",
            "refused",
            "half-open",
            "latency",
            "reset",
            "503",
            "cpu",
            "locks");
  }

  @Test
  void killAll_killsAllServicesEveryThirtySeconds() {
    var schedule = Schedule.of(1, Duration.ofMinutes(5), LEAST, MOST, Schedule.Mode.KILL_ALL);

    assertThat(schedule.faults())
        .hasSize(10)
        .allMatch(each -> each.fault().kind().equals("kill-all"));
  }

  private static Schedule mixed(long seed) {
    return Schedule.of(seed, LENGTH, LEAST, MOST, Schedule.Mode.MIXED);
  }

  private static List<String> words(Schedule schedule) {
    return schedule.faults().stream()
        .map(each ->
            "%s %s %s %s"
                .formatted(each.after(), each.lasts(), each.fault().kind(), each.fault().target()))
        .toList();
  }
}
