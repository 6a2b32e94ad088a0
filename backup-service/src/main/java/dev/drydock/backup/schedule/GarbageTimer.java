package dev.drydock.backup.schedule;

import dev.drydock.backup.application.SweepGarbage;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Sweeps now and then. */
@ApplicationScoped
class GarbageTimer {
  private static final Logger LOG = Logger.getLogger(GarbageTimer.class);
  private static final SweepGarbage.Swept NOTHING = new SweepGarbage.Swept(0, 0, 0, 0);

  private final SweepGarbage sweepGarbage;

  GarbageTimer(SweepGarbage sweepGarbage) {
    this.sweepGarbage = sweepGarbage;
  }

  @Scheduled(
      every = "${drydock.backup.sweep-every:1h}",
      delayed = "${drydock.backup.sweep-every:1h}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tick() {
    var swept = sweepGarbage.once();
    if (!swept.equals(NOTHING)) {
      LOG.infof("swept %s", swept);
    }
  }
}
