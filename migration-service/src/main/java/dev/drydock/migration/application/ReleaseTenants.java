package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.ReleaseTenant;
import dev.drydock.contracts.Result.TenantReleased;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import java.util.List;
import java.util.Set;

/** Lets a tenant's writers in again, exactly as they were. */
public final class ReleaseTenants implements StepExecutor {
  private final Engines engines;
  private final Claims claims;

  public ReleaseTenants(Engines engines, Claims claims) {
    this.engines = engines;
    this.claims = claims;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(ReleaseTenant.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.REPEAT;
  }

  @Override
  public void execute(List<Work> group) {
    for (var work : group) {
      var tenant = Steps.tenant(work);
      Steps.answer(
          work,
          Step.RELEASE,
          () -> {
            engines.of(tenant).release(tenant, Steps.token(work), Steps.claim(claims, work));
            return new TenantReleased();
          });
    }
  }
}
