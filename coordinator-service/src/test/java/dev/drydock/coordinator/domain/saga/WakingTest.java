package dev.drydock.coordinator.domain.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.coordinator.domain.saga.TenantUpgrade.Waking;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WakingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static boolean silent(Waking waking, Instant now) {
    return waking.silentFor(LIMIT, AGAIN, now);
  }

  @Test
  void givenACommandAskedAgainAndAgain_whenNobodyAnswers_thenItIsSilentAfterTheLimit() {
    var waking = Waking.sent(NOW, AGAIN);
    for (int i = 1; i < 4; i++) {
      assertThat(silent(waking, NOW.plus(AGAIN.multipliedBy(i)))).isFalse();
      waking = waking.sentAgain(NOW.plus(AGAIN.multipliedBy(i)), AGAIN);
    }

    assertThat(silent(waking, NOW.plus(LIMIT))).isTrue();
  }

  @Test
  void givenACoordinatorThatSleptForTwoHours_whenItWakes_thenNobodyWasSilent() {
    var waking = Waking.sent(NOW, AGAIN);

    assertThat(silent(waking, NOW.plus(Duration.ofHours(2)))).isFalse();
  }

  @Test
  void givenABrokerThatTakesNothing_whenTimePasses_thenNobodyWasSilent() {
    var waking = Waking.sent(NOW, AGAIN);
    var now = NOW;
    for (int i = 0; i < 100; i++) {
      now = now.plus(AGAIN);
      waking = waking.postponed(now, AGAIN);
    }

    assertThat(silent(waking, now)).isFalse();
  }
}
