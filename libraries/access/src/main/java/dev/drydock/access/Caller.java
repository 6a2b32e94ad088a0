package dev.drydock.access;

import java.util.Set;

/**
 * Whose token it was.
 *
 * @param name safe to log and to store: letters, digits and {@code . _ @ -}
 */
public record Caller(String name, Set<String> roles) {
  public Caller {
    roles = Set.copyOf(roles);
  }
}
