package dev.drydock.coordinator.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that one answer names all of it; keeps the first hundred. */
public final class Mistakes {
  public static final int MOST = 100;
  private final List<Mistake> list = new ArrayList<>();
  private int count;

  public void add(@Nullable Integer line, @Nullable String field, String message) {
    count++;
    if (list.size() < MOST) {
      list.add(new Mistake(line, field, message));
    }
  }

  public boolean none() {
    return count == 0;
  }

  /** How many there are, those beyond the first hundred included. */
  public int count() {
    return count;
  }

  /** By line. */
  public List<Mistake> list() {
    return list.stream()
        .sorted(
            Comparator.comparing(
                Mistake::line, Comparator.nullsFirst(Comparator.<Integer>naturalOrder())))
        .toList();
  }
}
