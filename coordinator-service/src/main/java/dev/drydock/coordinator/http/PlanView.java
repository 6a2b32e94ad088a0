package dev.drydock.coordinator.http;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Plan;
import dev.drydock.coordinator.application.Plan.PlannedWave;
import dev.drydock.coordinator.application.Plan.Refused;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import java.util.List;

/** A plan; of long lists of names the first hundred. */
record PlanView(
    String release,
    List<WaveView> waves,
    List<String> scripts,
    boolean transactional,
    List<String> nonTransactional,
    List<String> alreadyThere,
    List<RefusedView> refused,
    CountsView counts) {
  private static final int MOST_NAMES = 100;

  /**
   * @param sizeBytes of the tenants whose size is known; {@code sizesUnknown} are not
   */
  record WaveView(
      int number,
      String name,
      int tenants,
      List<String> names,
      long sizeBytes,
      int sizesUnknown,
      String gate) {}

  record RefusedView(String tenant, String reason) {}

  record CountsView(int toUpgrade, int alreadyThere, int refused) {}

  static PlanView of(Plan plan) {
    var migrations = plan.release().migrations();
    return new PlanView(
        plan.release().coordinates().toString(),
        plan.waves().stream().map(wave -> wave(wave, plan.strategy())).toList(),
        migrations.stream().map(Release.Migration::script).toList(),
        plan.release().transactional(),
        migrations.stream().filter(m -> !m.transactional()).map(Release.Migration::script).toList(),
        names(plan.alreadyThere()),
        plan.refused().stream().limit(MOST_NAMES).map(PlanView::refused).toList(),
        new CountsView(plan.targets().size(), plan.alreadyThere().size(), plan.refused().size()));
  }

  private static WaveView wave(PlannedWave wave, Strategy strategy) {
    return new WaveView(
        wave.number(),
        wave.name(),
        wave.tenants().size(),
        names(wave.tenants()),
        wave.sizeBytes(),
        wave.sizesUnknown(),
        "failed <= " + strategy.failureBudget().text());
  }

  private static RefusedView refused(Refused refused) {
    return new RefusedView(refused.tenant().value(), refused.reason());
  }

  private static List<String> names(List<TenantId> ids) {
    return ids.stream().limit(MOST_NAMES).map(TenantId::value).toList();
  }
}
