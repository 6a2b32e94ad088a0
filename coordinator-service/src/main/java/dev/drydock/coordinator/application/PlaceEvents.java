package dev.drydock.coordinator.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Gives committed events their positions; see docs/adr/0008-event-positions.md. */
@ApplicationScoped
public class PlaceEvents {
  private static final int AT_ONCE = 5_000;
  private final EventLog events;

  public PlaceEvents(EventLog events) {
    this.events = events;
  }

  @Transactional
  public int now() {
    return events.place(AT_ONCE);
  }
}
