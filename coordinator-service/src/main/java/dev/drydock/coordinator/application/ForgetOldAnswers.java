package dev.drydock.coordinator.application;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** Idempotency keys are remembered for a day. */
@ApplicationScoped
class ForgetOldAnswers {
  private static final Duration KEPT = Duration.ofHours(24);
  private final StoredAnswers answers;
  private final Clock clock;

  ForgetOldAnswers(StoredAnswers answers, Clock clock) {
    this.answers = answers;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "1h")
  @Transactional
  void run() {
    answers.forgetBefore(clock.instant().minus(KEPT));
  }
}
