package dev.drydock.coordinator.application;

import dev.drydock.access.Causes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What the coordinator does without being asked. Every tick is safe beside those of other
 * coordinators, and a tick that fails is made up for by the next.
 */
@ApplicationScoped
class KeepGoing {
  private static final Logger LOG = Logger.getLogger(KeepGoing.class);
  private static final int THREADS = 3;
  private static final long STOP_SECONDS = 10;

  private final AdmitTenants admitTenants;
  private final SendAgain sendAgain;
  private final PlaceEvents placeEvents;
  private final SignDigests signDigests;
  private final RepublishStates republishStates;
  private final SagaSettings settings;
  private final ScheduledExecutorService ticks =
      Executors.newScheduledThreadPool(
          THREADS, Thread.ofPlatform().name("drydock-ticks-", 0).factory());

  KeepGoing(
      AdmitTenants admitTenants,
      SendAgain sendAgain,
      PlaceEvents placeEvents,
      SignDigests signDigests,
      RepublishStates republishStates,
      SagaSettings settings) {
    this.admitTenants = admitTenants;
    this.sendAgain = sendAgain;
    this.placeEvents = placeEvents;
    this.signDigests = signDigests;
    this.republishStates = republishStates;
    this.settings = settings;
  }

  void start(@Observes StartupEvent started) {
    every("admit", settings.admitEvery(), () -> admitTenants.active().forEach(admitTenants::in));
    every("wake", settings.wakeEvery(), this::wake);
    every("place", settings.placeEvery(), this::place);
    every("sign", settings.signEvery(), signDigests::due);
    every("republish", settings.republishEvery(), republishStates::all);
  }

  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    ticks.shutdown();
    if (!ticks.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      ticks.shutdownNow();
    }
  }

  private void wake() {
    int due = settings.sendAgainBatch();
    while (due == settings.sendAgainBatch() && !ticks.isShutdown()) {
      due = sendAgain.due();
    }
  }

  private void place() {
    int placed = 1;
    while (placed > 0 && !ticks.isShutdown()) {
      placed = placeEvents.now();
    }
  }

  private void every(String tick, Duration period, Runnable work) {
    long ms = period.toMillis();
    var _ = ticks.scheduleWithFixedDelay(() -> quietly(tick, work), ms, ms, TimeUnit.MILLISECONDS);
  }

  private static void quietly(String tick, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      // Errors too: a tick that throws would never come again.
      LOG.warnf("tick=%s failed with %s; the next one tries again", tick, e.getClass().getName());
      LOG.debugf("tick failed: %s", Causes.of(e));
    }
  }
}
