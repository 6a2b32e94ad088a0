package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** {@link WorkSignals} in a service: to its relay, its work loop, its broker. */
@ApplicationScoped
class ServiceSignals implements WorkSignals {
  private final RelayLoop relay;
  private final ProgressSender progress;
  private final TurnedAway turnedAway;
  private final Bell work = new Bell();

  @Inject
  ServiceSignals(RelayLoop relay, ProgressSender progress, TurnedAway turnedAway) {
    this.relay = relay;
    this.progress = progress;
    this.turnedAway = turnedAway;
  }

  @Override
  public void outboxFilled() {
    relay.wake();
  }

  @Override
  public void workWaits() {
    work.ring();
  }

  /** Returns when there is something to do, or after the timeout. */
  void awaitWork(Duration timeout) throws InterruptedException {
    work.await(timeout);
  }

  @Override
  public void tell(Message<Progress> message) {
    progress.tell(message);
  }

  @Override
  public boolean turnedAwayTooOften(String messageId) {
    return turnedAway.tooOften(messageId);
  }

  void close() {
    progress.close();
  }
}
