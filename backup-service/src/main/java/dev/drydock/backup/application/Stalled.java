package dev.drydock.backup.application;

/** No byte moved for longer than {@code drydock.backup.stall-timeout}. */
public final class Stalled extends RuntimeException {
  private final String phase;

  public Stalled(String phase) {
    super("no byte moved while " + phase);
    this.phase = phase;
  }

  public String phase() {
    return phase;
  }
}
