package dev.drydock.coordinator.application;

import dev.drydock.contracts.UpgradeId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** New upgrade IDs: a ULID, so that they sort by time. */
@ApplicationScoped
public class UpgradeIds {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_LENGTH = 10;
  private static final int RANDOM_LENGTH = 16;
  private final Clock clock;
  private final RandomGenerator random;

  public UpgradeIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  UpgradeId next() {
    var text = new StringBuilder();
    long time = clock.millis();
    for (int i = 0; i < TIME_LENGTH; i++) {
      text.insert(0, ALPHABET.charAt((int) (time & 31)));
      time >>= 5;
    }
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(32)));
    }
    return new UpgradeId("up-" + text);
  }
}
