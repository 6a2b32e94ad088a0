package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.Archives;
import dev.drydock.backup.application.Manifests;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.messaging.WorkStore;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.util.Set;

/** What a mutant puts around the workers' ports and steps; by itself nothing. */
public interface Alterations {
  Alterations NONE = new Alterations() {};

  default TenantDatabases databases(TenantDatabases real) {
    return real;
  }

  default Archives archives(Archives real) {
    return real;
  }

  default Manifests manifests(Manifests real) {
    return real;
  }

  default Claims claims(Claims real) {
    return real;
  }

  default StepExecutor step(StepExecutor real) {
    return real;
  }

  default WorkStore store(WorkStore real) {
    return real;
  }

  default Set<Lapse> lapses() {
    return Set.of();
  }

  /** Whether a command that was accepted before is queued once more. */
  default boolean forgetsCommands() {
    return false;
  }

  /** Whether a row leaves the outbox before it is sent, not after. */
  default boolean forgetsBeforeItSends() {
    return false;
  }
}
