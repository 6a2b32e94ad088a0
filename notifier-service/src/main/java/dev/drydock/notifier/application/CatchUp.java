package dev.drydock.notifier.application;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger from where it was read last: heals gaps at once, and every few seconds makes
 * sure that nothing was lost with the topic. After it has drained, the projection equals the
 * ledger.
 */
@ApplicationScoped
public class CatchUp {
  private static final Logger LOG = Logger.getLogger(CatchUp.class);
  private static final int PAGE = 500;
  private static final int PAGES_AT_ONCE = 200;

  private final Ledger ledger;
  private final Projections projections;
  private final ProjectEvents projectEvents;
  private final Clock clock;
  private volatile @Nullable String trouble;
  private volatile @Nullable Instant lastRead;

  CatchUp(Ledger ledger, Projections projections, ProjectEvents projectEvents, Clock clock) {
    this.ledger = ledger;
    this.projections = projections;
    this.projectEvents = projectEvents;
    this.clock = clock;
  }

  @Scheduled(
      every = "${drydock.reconcile.every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void run() {
    try {
      for (int page = 0; page < PAGES_AT_ONCE && more(); page++) {
        LOG.tracef("ledger page %d read", page);
      }
      said(null);
      lastRead = clock.instant();
    } catch (Ledger.Unavailable e) {
      said(e.getMessage());
    }
  }

  private boolean more() {
    long from = projections.ledgerPosition();
    var page = ledger.read(from, PAGE);
    if (page.next() < from) {
      throw new Ledger.Unavailable("LEDGER_BEHIND");
    }
    if (page.next() == from) {
      return false;
    }
    return projectEvents.fromLedger(from, page);
  }

  private void said(@Nullable String now) {
    if (now != null && !now.equals(trouble)) {
      LOG.warnf("the coordinator's ledger cannot be read: %s; trying again", now);
    } else if (now == null && trouble != null) {
      LOG.info("the coordinator's ledger is read again");
    }
    trouble = now;
  }

  /** When the ledger was last read to its end, {@code null} before the first time. */
  public @Nullable Instant lastRead() {
    return lastRead;
  }
}
