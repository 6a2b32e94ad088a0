package dev.drydock.coordinator.kafka;

import org.jboss.logging.Logger;

/**
 * A batch is never skipped: while the ledger cannot take it, it is tried again. After the last try
 * the channel fails, the service is unready, and the records are read again after a restart.
 */
final class Patience {
  private static final Logger LOG = Logger.getLogger(Patience.class);
  private static final int TRIES = 60;
  private static final long PAUSE_MS = 2_000;

  static void until(String channel, Runnable work) {
    for (int tries = 1; ; tries++) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        LOG.warnf("channel=%s attempt=%d failed with %s", channel, tries, e.getClass().getName());
        LOG.debug("batch failed", e);
        if (tries == TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  private Patience() {}
}
