package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.Mistake;
import dev.drydock.coordinator.domain.Mistakes;
import java.util.List;

/** What was sent is wrong in the places that it names; nothing of it was registered. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String slug;
  private final int count;
  private final transient List<Mistake> mistakes;

  public InvalidInput(String slug, Mistakes mistakes) {
    super(slug + ": " + mistakes.count() + " mistakes");
    this.slug = slug;
    this.count = mistakes.count();
    this.mistakes = mistakes.list();
  }

  public String slug() {
    return slug;
  }

  /** How many there are; {@link #mistakes} holds the first hundred. */
  public int count() {
    return count;
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
