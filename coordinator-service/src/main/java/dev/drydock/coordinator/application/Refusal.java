package dev.drydock.coordinator.application;

/** A call that cannot be done now; its text is written by us and holds no secret. */
public final class Refusal extends RuntimeException {
  /** What kind of no it is. */
  public enum Kind {
    NOT_FOUND,
    CONFLICT,
    INVALID
  }

  private final Kind kind;
  private final String slug;

  private Refusal(Kind kind, String slug, String detail) {
    super(detail);
    this.kind = kind;
    this.slug = slug;
  }

  public static Refusal notFound(String what, String id) {
    return new Refusal(Kind.NOT_FOUND, what + "-not-found", "there is no " + what + " " + id);
  }

  public static Refusal conflict(String slug, String detail) {
    return new Refusal(Kind.CONFLICT, slug, detail);
  }

  public static Refusal invalid(String slug, String detail) {
    return new Refusal(Kind.INVALID, slug, detail);
  }

  public Kind kind() {
    return kind;
  }

  public String slug() {
    return slug;
  }
}
