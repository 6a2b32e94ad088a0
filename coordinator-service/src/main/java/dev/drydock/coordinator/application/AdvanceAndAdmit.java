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

  AdvanceAndAdmit(AdvanceTenants advanceTenants, AdmitTenants admitTenants) {
    this.advanceTenants = advanceTenants;
    this.admitTenants = admitTenants;
  }

  public void with(List<Message<? extends Result>> results) {
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
