package dev.drydock.access;

import java.util.Set;

/** What a token may do; no role implies another. */
public final class Roles {
  /** Reads. */
  public static final String VIEWER = "viewer";

  /** Registers tenants and releases, runs upgrades. */
  public static final String OPERATOR = "operator";

  /** Approves what needs a second person, and decides about parked tenants. */
  public static final String APPROVER = "approver";

  /** The suite's own workers: claims and questions about backups. */
  public static final String WORKER = "worker";

  public static final Set<String> ALL = Set.of(VIEWER, OPERATOR, APPROVER, WORKER);

  private Roles() {}
}
