package dev.drydock.coordinator.application;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** A poll of answers, then at once whoever they make room for. */
@ApplicationScoped
public class AdvanceAndAdmit {
  private final AdvanceTenants advanceTenants;
  private final AdmitTenants admitTenants;
  private final RecordChecks recordChecks;

  public AdvanceAndAdmit(
      AdvanceTenants advanceTenants, AdmitTenants admitTenants, RecordChecks recordChecks) {
    this.advanceTenants = advanceTenants;
    this.admitTenants = admitTenants;
    this.recordChecks = recordChecks;
  }

  public void with(List<Message<? extends Result>> results) {
    var byPlan = results.stream().collect(Collectors.partitioningBy(RecordChecks::concerns));
    var ofPlans = byPlan.getOrDefault(true, List.of());
    if (!ofPlans.isEmpty()) {
      recordChecks.with(ofPlans);
    }
    advance(byPlan.getOrDefault(false, List.of()));
  }

  private void advance(List<Message<? extends Result>> results) {
    if (results.isEmpty()) {
      return;
    }
    if (advanceTenants.with(results)) {
      results.stream()
          .map(m -> m.envelope().upgradeId())
          .collect(Collectors.toSet())
          .forEach(admitTenants::in);
    }
  }
}
