package dev.drydock.verification.simulation.mutants;

import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.messaging.Inbox;
import dev.drydock.verification.simulation.coordinator.Decorations;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Breakages of what the coordinator does. */
final class LedgerMutants {
  /** What was sent once is never sent again, and nobody wonders at the silence. */
  static Decorations nothingSentAgain() {
    return new Decorations() {
      @Override
      public TenantUpgrades tenantUpgrades(TenantUpgrades real) {
        return AlteredTenantUpgrades.of(
            real,
            "lockDue",
            found ->
                ((List<?>) found)
                    .stream().filter(t -> ((TenantUpgrade) t).waking().sends() == 0).toList());
      }
    };
  }

  /** Any answer of the tenant is taken for the one that is waited for, each time that it comes. */
  static Decorations staleAnswersAccepted() {
    return new Decorations() {
      @Override
      public Inbox inbox(Inbox real) {
        return ids -> {
          real.admit(ids);
          return new LinkedHashSet<>(ids);
        };
      }

      @Override
      public List<Message<? extends Result>> results(
          List<Message<? extends Result>> arrived, TenantUpgrades tenantUpgrades) {
        var tenants =
            arrived.stream().map(m -> m.envelope().tenantId()).collect(Collectors.toSet());
        return arrived.stream()
            .<Message<? extends Result>>map(m -> asOfNow(m, tenantUpgrades.tokens(tenants)))
            .toList();
      }
    };
  }

  private static Message<? extends Result> asOfNow(
      Message<? extends Result> message, Map<TenantId, Token> tokens) {
    var e = message.envelope();
    var now = tokens.getOrDefault(e.tenantId(), e.token());
    var envelope =
        new Envelope(
            e.id(),
            e.type(),
            e.source(),
            e.time(),
            e.upgradeId(),
            e.tenantId(),
            now,
            e.sequence(),
            e.causationId(),
            e.deadline(),
            e.traceparent());
    return new Message<>(envelope, message.data());
  }

  /** Whoever asks is told yes. */
  static Decorations claimsGrantedToAll() {
    return new Decorations() {
      @Override
      public TenantUpgrades tenantUpgrades(TenantUpgrades real) {
        return AlteredTenantUpgrades.of(real, "claim", _ -> true);
      }
    };
  }

  static Decorations tokenKeptOnParking() {
    return new Decorations() {
      @Override
      public TenantUpgrades tenantUpgrades(TenantUpgrades real) {
        return AlteredTenantUpgrades.recording(real, ParkedTokens::kept);
      }
    };
  }

  /** One failure less than there are. */
  static Decorations budgetOffByOne() {
    return new Decorations() {
      @Override
      public Upgrades upgrades(Upgrades real) {
        return AlteredUpgrades.countingOneLess(real);
      }
    };
  }

  private LedgerMutants() {}
}
