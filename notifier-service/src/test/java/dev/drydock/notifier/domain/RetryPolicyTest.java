package dev.drydock.notifier.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofDays(3));

  @Test
  void growsToAnHourAndNoFurther() {
    for (int attempt = 1; attempt < 100; attempt++) {
      var next = policy.next(attempt, NOW, NOW, null, 0.999).orElseThrow();
      assertThat(Duration.between(NOW, next)).isBetween(Duration.ofSeconds(1), Duration.ofHours(1));
    }
    assertThat(policy.next(1, NOW, NOW, null, 0).orElseThrow()).isAfter(NOW);
  }

  @Test
  void waitsAsLongAsTheReceiverAsks_atMostSixHours() {
    assertThat(policy.next(1, NOW, NOW, Duration.ofSeconds(90), 0.5)).contains(NOW.plusSeconds(90));
    assertThat(policy.next(1, NOW, NOW, Duration.ofDays(30), 0.5))
        .contains(NOW.plus(Duration.ofHours(6)));
  }

  @Test
  void givesUpAfterThreeDays() {
    assertThat(policy.next(50, NOW.minus(Duration.ofDays(3)), NOW, null, 0.5)).isEmpty();
  }

  @Test
  void whenFailuresFollowEachOther_thenTheWebhookIsPausedLonger() {
    var pause = new RetryPolicy.Pause(Duration.ofSeconds(1), Duration.ofMinutes(5));

    assertThat(pause.after(1, null, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(pause.after(4, null, 0)).isEqualTo(Duration.ofSeconds(4));
    assertThat(pause.after(40, null, 0.999)).isLessThanOrEqualTo(Duration.ofMinutes(5));
    assertThat(pause.after(1, Duration.ofSeconds(30), 0)).isEqualTo(Duration.ofSeconds(30));
  }
}
