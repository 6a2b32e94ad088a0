package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.AdmitTenants;
import dev.drydock.coordinator.application.AdvanceTenants;
import dev.drydock.coordinator.application.ClaimStep;
import dev.drydock.coordinator.application.DueDigests;
import dev.drydock.coordinator.application.HearProgress;
import dev.drydock.coordinator.application.PlaceEvents;
import dev.drydock.coordinator.application.SendAgain;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;

/** The use cases in the transactions that the container would put around them. */
final class UseCases {
  static AdvanceTenants advance(Parts parts, Decorations decorations, MeterRegistry meters) {
    return new AdvanceTenants(
        parts.inbox(),
        parts.tenantUpgrades(),
        parts.recordMoves(),
        parts.pauses(),
        parts.clock(),
        meters) {
      @Override
      public boolean with(List<Message<? extends Result>> results) {
        return parts
            .ledger()
            .transaction(
                "advance", () -> super.with(decorations.results(results, parts.tenantUpgrades())));
      }
    };
  }

  static AdmitTenants admit(Parts parts) {
    return new AdmitTenants(
        parts.upgrades(),
        parts.tenantUpgrades(),
        parts.recordMoves(),
        parts.recordEvents(),
        parts.pauses(),
        parts.clock()) {
      @Override
      public List<UpgradeId> active() {
        return super.active();
      }

      @Override
      public void in(UpgradeId id) {
        parts.ledger().perform("admit", () -> super.in(id));
      }
    };
  }

  static SendAgain sendAgain(Parts parts) {
    return new SendAgain(
        parts.tenantUpgrades(),
        parts.recordMoves(),
        parts.pauses(),
        parts.settings(),
        parts.messages(),
        parts.clock()) {
      @Override
      public int due() {
        return parts.ledger().transaction("send again", super::due);
      }
    };
  }

  static HearProgress progress(Parts parts) {
    return new HearProgress(parts.tenantUpgrades(), parts.settings(), parts.clock()) {
      @Override
      public void of(List<Message<Progress>> reports) {
        parts.ledger().perform("hear progress", () -> super.of(reports));
      }
    };
  }

  static ClaimStep claims(Parts parts) {
    return new ClaimStep(parts.tenantUpgrades(), parts.clock()) {
      @Override
      public boolean claim(TenantUpgrade.Key key, Token token, Step step, String executionId) {
        return parts
            .ledger()
            .transaction("claim", () -> super.claim(key, token, step, executionId));
      }
    };
  }

  static PlaceEvents place(Parts parts) {
    return new PlaceEvents(parts.messages()) {
      @Override
      public int now() {
        return parts.ledger().transaction("place events", super::now);
      }
    };
  }

  static DueDigests dueDigests(Parts parts) {
    return new DueDigests(parts.upgrades(), parts.tenantUpgrades()) {
      @Override
      public Optional<Due> read(UpgradeId id) {
        return parts.ledger().transaction("read a digest", () -> super.read(id));
      }

      @Override
      public void written(Upgrade upgrade) {
        parts.ledger().perform("digest written", () -> super.written(upgrade));
      }
    };
  }

  private UseCases() {}
}
