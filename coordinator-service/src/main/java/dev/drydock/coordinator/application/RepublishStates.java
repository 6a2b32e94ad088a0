package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says again where every tenant is, so that a lost topic fills itself. */
@ApplicationScoped
public class RepublishStates {
  private static final int AT_ONCE = 500;
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;

  RepublishStates(TenantUpgrades tenantUpgrades, RecordMoves recordMoves) {
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
  }

  /**
   * A page is one short transaction that holds its tenants' tokens, so that what it says and what
   * moves come out in the order in which they happened. Whoever moves just now is passed by.
   */
  public void all() {
    @Nullable TenantId after = null;
    List<TenantId> page;
    do {
      page = publishAfter(after);
      after = page.isEmpty() ? null : page.getLast();
    } while (page.size() == AT_ONCE);
  }

  private List<TenantId> publishAfter(@Nullable TenantId after) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          var page = tenantUpgrades.holdStill(after, AT_ONCE);
          recordMoves.publish(tenantUpgrades.latest(page));
          return page;
        });
  }
}
