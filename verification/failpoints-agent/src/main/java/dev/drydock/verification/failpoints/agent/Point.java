package dev.drydock.verification.failpoints.agent;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named place in a service's code.
 *
 * @param name unique; begins with the service
 * @param type the class, or the interface whose implementations all have it
 * @param parameters simple names of the parameters' types; null when the method's name suffices
 * @param ofEngines whether it stands in the adapters of database engines, one point in each
 * @param caller beginning of the name of a class that must be among the callers; null for any
 * @param hit which hit of a case is meant, from 1
 * @param atWholeRollback whether a tenant is meant whose failed scripts can all be rolled back
 * @param provokedBy what has to fire before hits count: what makes that it is reached at all, or in
 *     the moment that is meant
 */
public record Point(
    String name,
    String service,
    String type,
    String method,
    @Nullable List<String> parameters,
    Moment moment,
    boolean ofEngines,
    @Nullable String caller,
    int hit,
    boolean atWholeRollback,
    Optional<Provocation> provokedBy) {

  /** When, seen from the method. */
  public enum Moment {
    BEFORE,
    /** When it returns; inside its transaction when it has one. */
    AFTER,
    /** When it returns to its caller, and the transaction around it is committed. */
    COMMITTED
  }

  /**
   * Another failpoint's firing.
   *
   * @param action as {@code hook.Action} names it
   */
  public record Provocation(String point, String action) {}
}
