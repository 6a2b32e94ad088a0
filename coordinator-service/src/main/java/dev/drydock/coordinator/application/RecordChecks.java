package dev.drydock.coordinator.application;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.tenant.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what the tenants of plans answer; the same answer again changes nothing. */
@ApplicationScoped
public class RecordChecks {
  private final Plans plans;
  private final Releases releases;
  private final Tenants tenants;
  private final Clock clock;

  public RecordChecks(Plans plans, Releases releases, Tenants tenants, Clock clock) {
    this.plans = plans;
    this.releases = releases;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Whether it answers a plan, and no upgrade. */
  static boolean concerns(Message<? extends Result> message) {
    return PlanId.of(message.envelope().upgradeId()).isPresent();
  }

  /** Answers to plans that are forgotten are ignored. */
  @Transactional
  public void with(List<Message<? extends Result>> results) {
    var answers = new TreeMap<String, Map<TenantId, Result>>();
    for (var message : results) {
      var envelope = message.envelope();
      if (envelope.token().equals(Token.NONE)) {
        PlanId.of(envelope.upgradeId())
            .ifPresent(plan ->
                answers
                    .computeIfAbsent(plan.value(), _ -> new HashMap<>())
                    .put(envelope.tenantId(), message.data()));
      }
    }
    var ids = answers.keySet().stream().map(PlanId::new).toList();
    var known = plans.releasesOf(ids);
    for (var id : ids) {
      var coordinates = known.get(id);
      if (coordinates != null) {
        releases
            .find(coordinates)
            .ifPresent(release -> record(id, release, answers.getOrDefault(id.value(), Map.of())));
      }
    }
  }

  private void record(PlanId plan, Release release, Map<TenantId, Result> answers) {
    var now = clock.instant();
    var standings = tenants.standings(answers.keySet());
    var findings = new HashMap<TenantId, Finding>();
    answers.forEach((tenant, result) ->
        Findings.of(result, release, standings.getOrDefault(tenant, Standing.UNKNOWN))
            .ifPresent(finding -> findings.put(tenant, finding)));
    plans.found(plan, findings, now);
    tenants.learn(learned(answers, now));
  }

  private static Map<TenantId, Standing> learned(Map<TenantId, Result> answers, Instant now) {
    var learned = new HashMap<TenantId, Standing>();
    answers.forEach((tenant, result) ->
        Findings.standing(result, now).ifPresent(standing -> learned.put(tenant, standing)));
    return learned;
  }
}
