package dev.drydock.coordinator.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.NameBasedId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.Topics;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;

/**
 * Asks the tenants of a plan. Asking again is the same message: it takes no token and no effect.
 */
@ApplicationScoped
class PlanChecks {
  private static final String TYPE = MessageTypes.of(Command.CheckTenant.class);
  private final Outbox outbox;

  PlanChecks(Outbox outbox) {
    this.outbox = outbox;
  }

  void send(PlanId plan, Release release, Collection<Tenant> tenants, Instant now) {
    outbox.add(
        Topics.MIGRATION_COMMANDS,
        tenants.stream().map(tenant -> check(plan, release, tenant.target(), now)).toList());
  }

  private static Message<Command> check(
      PlanId plan, Release release, TenantTarget target, Instant now) {
    var correlation = plan.correlation();
    var key = TYPE + "/" + correlation + "/" + target.id() + "/" + Token.NONE;
    var envelope =
        new Envelope(
            NameBasedId.of(key).toString(),
            TYPE,
            Letters.SOURCE,
            now,
            correlation,
            target.id(),
            Token.NONE,
            0,
            null,
            null,
            null);
    return new Message<>(envelope, new Command.CheckTenant(target, release.reference()));
  }
}
