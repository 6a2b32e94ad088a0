package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.Claims;

/** The network, as a worker's process uses it; faults are the network's. */
public interface Links {
  /**
   * @return whether the broker has acknowledged it; if not, it may have it all the same
   */
  boolean send(Life from, String topic, Message<?> message);

  /** What cannot be told is forgotten. */
  void tell(Life from, String topic, Message<?> message);

  /** One question to a coordinator. */
  Claims.Answer claim(Life from, Message<? extends Command> command, String executionId);
}
