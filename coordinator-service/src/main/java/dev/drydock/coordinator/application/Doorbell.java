package dev.drydock.coordinator.application;

import java.time.Duration;
import java.util.Set;

/** Whether commands reach the broker at all; while they do not, silence says nothing. */
public interface Doorbell {
  /** The topics for which a command has been waiting to be sent for longer than this. */
  Set<String> stuckFor(Duration limit);
}
