package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.QuiesceTenant;
import dev.drydock.contracts.Result.TenantQuiesced;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import java.util.List;
import java.util.Set;

/** Keeps a tenant's writers out. */
public final class QuiesceTenants implements StepExecutor {
  private final Engines engines;
  private final Claims claims;

  public QuiesceTenants(Engines engines, Claims claims) {
    this.engines = engines;
    this.claims = claims;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(QuiesceTenant.class);
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
          Step.QUIESCE,
          () ->
              new TenantQuiesced(
                  engines
                      .of(tenant)
                      .quiesce(tenant, Steps.token(work), Steps.claim(claims, work))));
    }
  }
}
