package dev.drydock.coordinator.application;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * What the coordinator does without being asked. Every tick is safe beside those of other
 * coordinators, and a tick that fails is made up for by the next.
 */
@ApplicationScoped
class KeepGoing {
  private static final Logger LOG = Logger.getLogger(KeepGoing.class);
  private final AdmitTenants admitTenants;
  private final SendAgain sendAgain;
  private final PlaceEvents placeEvents;
  private final SignDigests signDigests;
  private final RepublishStates republishStates;
  private final SagaSettings settings;

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

  @Scheduled(every = "${drydock.saga.admit-every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  void admit() {
    quietly("admit", () -> admitTenants.active().forEach(admitTenants::in));
  }

  @Scheduled(every = "${drydock.saga.wake-every:500ms}", concurrentExecution = ConcurrentExecution.SKIP)
  void wake() {
    quietly(
        "wake",
        () -> {
          while (sendAgain.due() == settings.sendAgainBatch()) {
            LOG.debug("more commands are due");
          }
        });
  }

  @Scheduled(every = "${drydock.events.place-every:200ms}", concurrentExecution = ConcurrentExecution.SKIP)
  void place() {
    quietly(
        "place",
        () -> {
          while (placeEvents.now() > 0) {
            LOG.trace("more events may wait for a position");
          }
        });
  }

  @Scheduled(every = "${drydock.digests.sign-every:2s}", concurrentExecution = ConcurrentExecution.SKIP)
  void sign() {
    quietly("sign", signDigests::due);
  }

  @Scheduled(
      every = "${drydock.tenant-state.republish-every:10m}",
      delayed = "1m",
      concurrentExecution = ConcurrentExecution.SKIP)
  void republish() {
    quietly("republish", () -> republishStates.of(admitTenants.active()));
  }

  private static void quietly(String tick, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warnf("tick=%s failed with %s; the next one tries again", tick, e.getClass().getName());
      LOG.debug("tick failed", e);
    }
  }
}
