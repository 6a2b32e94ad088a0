package dev.drydock.coordinator.domain.upgrade;

/** A strategy that cannot be read; names the field and says what is expected. */
public final class StrategySyntaxException extends RuntimeException {
  private final String field;

  public StrategySyntaxException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
