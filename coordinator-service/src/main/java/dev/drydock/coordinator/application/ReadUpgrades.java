package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.UpgradeViews.HistoryView;
import dev.drydock.coordinator.application.UpgradeViews.TenantView;
import dev.drydock.coordinator.application.UpgradeViews.UpgradeView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows upgrades as the ledger has them. */
@ApplicationScoped
public class ReadUpgrades {
  private final UpgradeViews views;

  ReadUpgrades(UpgradeViews views) {
    this.views = views;
  }

  @Transactional
  public UpgradeView one(UpgradeId id) {
    return views.upgrade(id).orElseThrow(() -> Refusal.notFound("upgrade", id.value()));
  }

  @Transactional
  public List<UpgradeView> page(@Nullable String state, @Nullable UpgradeId before, int limit) {
    return views.upgrades(state, before, limit);
  }

  @Transactional
  public List<TenantView> tenants(
      UpgradeId id, @Nullable String state, @Nullable TenantId after, int limit) {
    one(id);
    return views.tenants(id, state, after, limit);
  }

  @Transactional
  public HistoryView history(UpgradeId id, TenantId tenant) {
    return views
        .history(id, tenant)
        .orElseThrow(
            () -> Refusal.notFound("tenant", tenant.value() + " in upgrade " + id.value()));
  }
}
