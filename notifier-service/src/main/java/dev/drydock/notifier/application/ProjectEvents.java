package dev.drydock.notifier.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.notifier.application.Projections.EventId;
import dev.drydock.notifier.domain.Projection;
import dev.drydock.notifier.domain.Projection.Origin;
import dev.drydock.notifier.domain.Projection.Verdict;
import dev.drydock.notifier.domain.TenantKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds a batch of events to the projection, in one transaction. */
@ApplicationScoped
public class ProjectEvents {
  private final Projections projections;
  private final Deliveries deliveries;
  private final MeterRegistry meters;

  ProjectEvents(Projections projections, Deliveries deliveries, MeterRegistry meters) {
    this.projections = projections;
    this.deliveries = deliveries;
    this.meters = meters;
  }

  /**
   * @return whether an event is ahead of a gap, so that the ledger must be read
   */
  @Transactional
  public boolean fromTopic(List<Message<? extends Event>> facts) {
    if (facts.isEmpty()) {
      return false;
    }
    projections.lock();
    return project(facts, Origin.TOPIC).getOrDefault(Verdict.GAP, 0) > 0;
  }

  /**
   * @param from where the page was read
   * @return whether the page moved the ledger position; not when another reader was faster
   */
  @Transactional
  public boolean fromLedger(long from, Projections.Page page) {
    if (projections.lock() != from) {
      return false;
    }
    project(page.events(), Origin.LEDGER);
    projections.ledgerReadTo(page.next());
    return true;
  }

  private Map<Verdict, Integer> project(List<Message<? extends Event>> facts, Origin origin) {
    var fresh = unseen(facts);
    var projection = load(fresh);
    var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
    for (var fact : fresh) {
      verdicts.merge(projection.apply(fact, origin), 1, Integer::sum);
    }
    verdicts.merge(Verdict.DUPLICATE, facts.size() - fresh.size(), Integer::sum);
    if (!projection.applied().isEmpty()) {
      projections.save(projection);
      deliveries.plan(projection.applied());
    }
    verdicts.forEach((verdict, count) -> count(origin, verdict, count));
    return verdicts;
  }

  private List<Message<? extends Event>> unseen(List<Message<? extends Event>> facts) {
    var byId = new LinkedHashMap<EventId, Message<? extends Event>>();
    facts.forEach(fact -> byId.putIfAbsent(EventId.of(fact), fact));
    byId.keySet().removeAll(projections.seen(byId.keySet()));
    return List.copyOf(byId.values());
  }

  private Projection load(List<Message<? extends Event>> facts) {
    Set<UpgradeId> upgrades = new LinkedHashSet<>();
    Set<UpgradeId> whole = new LinkedHashSet<>();
    Set<TenantKey> tenants = new LinkedHashSet<>();
    for (var fact : facts) {
      upgrades.add(fact.envelope().upgradeId());
      switch (fact.data()) {
        case Event.UpgradeStarted _ -> whole.add(fact.envelope().upgradeId());
        case Event.OfUpgrade _ -> {}
        case Event.OfTenant _ -> tenants.add(TenantKey.of(fact.envelope()));
      }
    }
    return projections.load(upgrades, whole, tenants);
  }

  private void count(Origin origin, Verdict verdict, int count) {
    meters
        .counter(
            "drydock.notifier.events",
            "origin",
            origin.name().toLowerCase(java.util.Locale.ROOT),
            "verdict",
            verdict.name().toLowerCase(java.util.Locale.ROOT))
        .increment(count);
  }
}
