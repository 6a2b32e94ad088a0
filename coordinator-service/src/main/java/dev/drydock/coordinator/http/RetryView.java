package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.drydock.coordinator.application.RetryTenants.Retried;
import dev.drydock.coordinator.application.UpgradeViews.UpgradeView;
import java.util.List;

/**
 * The upgrade, and what the retry has done.
 *
 * @param retried how many tenants go again
 * @param leftOut tenants that are in another upgrade now
 */
record RetryView(@JsonUnwrapped UpgradeView upgrade, int retried, List<LeftOut> leftOut) {
  RetryView {
    leftOut = List.copyOf(leftOut);
  }

  record LeftOut(String tenant, String upgrade) {}

  static RetryView of(UpgradeView upgrade, Retried retried) {
    var leftOut =
        retried.elsewhere().entrySet().stream()
            .map(entry -> new LeftOut(entry.getKey().value(), entry.getValue().value()))
            .toList();
    return new RetryView(upgrade, retried.again(), leftOut);
  }
}
