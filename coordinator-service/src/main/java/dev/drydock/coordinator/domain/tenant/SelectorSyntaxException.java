package dev.drydock.coordinator.domain.tenant;

/** A selector that was not understood; the message is written for the person who typed it. */
public final class SelectorSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int position;

  SelectorSyntaxException(int position, String message) {
    super(message + " at position " + position);
    this.position = position;
  }

  /** 1-based, in characters. */
  public int position() {
    return position;
  }
}
