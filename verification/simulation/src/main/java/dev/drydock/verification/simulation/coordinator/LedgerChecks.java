package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.HashChain;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.coordinator.domain.saga.TransitionTable;
import dev.drydock.verification.simulation.kernel.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at every committed move, and at the whole ledger in the end. */
final class LedgerChecks {
  private static final Set<TransitionTable.Row> LEGAL = Set.copyOf(TransitionTable.ROWS);
  private final Kernel kernel;
  private final Tables tables;
  private final Map<TransitionTable.Row, Integer> taken = new HashMap<>();
  private final Set<String> accepted = new TreeSet<>();
  private final Set<String> movedSince = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();
  private boolean setBack;

  LedgerChecks(Kernel kernel, Tables tables) {
    this.kernel = kernel;
    this.tables = tables;
  }

  void violated(String what) {
    kernel.history().tell("checker", "VIOLATION " + what);
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  Map<TransitionTable.Row, Integer> taken() {
    return Map.copyOf(taken);
  }

  /** Whether a person has said that this tenant is as it should be, whatever it holds. */
  boolean isAccepted(TenantId tenant) {
    return accepted.contains(tenant.value());
  }

  /** The ledger has lost what came last: what it says of a tenant is old until it moves again. */
  void ledgerSetBack() {
    setBack = true;
    movedSince.clear();
  }

  /** Whether the ledger can know where this tenant is. */
  boolean isCurrent(TenantId tenant) {
    return !setBack || movedSince.contains(tenant.value());
  }

  void committed(List<Move> moves) {
    moves.forEach(this::committed);
    var admitted =
        moves.stream()
            .filter(move -> move.fact() instanceof Fact.Admit)
            .collect(Collectors.groupingBy(move -> move.after().upgrade().value()));
    new TreeMap<>(admitted).forEach(this::admitted);
  }

  private void committed(Move move) {
    var after = move.after();
    var row =
        new TransitionTable.Row(
            move.before().state().getClass().getSimpleName(),
            move.fact().getClass().getSimpleName(),
            after.state().getClass().getSimpleName());
    if (!LEGAL.contains(row)) {
      violated("illegal transition " + row + " of " + after.key());
    }
    taken.merge(row, 1, Integer::sum);
    if (after.state().token().compareTo(move.before().state().token()) < 0) {
      violated("the token of " + after.key() + " went down");
    }
    if (after.state() instanceof Parked
        && after.state().token().equals(move.before().state().token())) {
      violated("parking " + after.key() + " did not raise the token");
    }
    remember(move);
    kernel
        .history()
        .tell(
            "ledger",
            "%s %s: %s -%s-> %s token %s attempt %d %s"
                .formatted(
                    after.upgrade().value().substring(after.upgrade().value().length() - 4),
                    after.tenant(),
                    row.from(),
                    row.fact(),
                    row.to(),
                    after.state().token(),
                    Move.attemptOf(after.state()),
                    move.failure().map(Object::toString).orElse("")));
  }

  /** Whether a worker has said so, who holds the ledger to what it has seen. */
  private static boolean isAnswer(Fact fact) {
    return !(fact instanceof Fact.Order) && !(fact instanceof Fact.NoAnswer);
  }

  private void remember(Move move) {
    var tenant = move.after().tenant().value();
    if (move.before().state() instanceof Waiting && isAnswer(move.fact())) {
      movedSince.add(tenant);
    }
    if (move.fact() instanceof Fact.Resolve(var action) && action == Fact.Resolution.ACCEPT) {
      accepted.add(tenant);
    } else if (move.fact() instanceof Fact.Quiesced) {
      accepted.remove(tenant);
    }
  }

  private void admitted(String upgradeId, List<Move> moves) {
    var row = tables.upgrades.get(upgradeId);
    if (row == null) {
      violated("an admission to no upgrade " + upgradeId);
      return;
    }
    var upgrade = row.upgrade();
    int inFlight = 0;
    int failures = 0;
    for (var tenant : tables.tenantUpgrades.values()) {
      var state = tenant.tenant().state();
      if (tenant.tenant().upgrade().value().equals(upgradeId)) {
        inFlight += state instanceof Waiting ? 1 : 0;
        failures += Known.spendsBudget(state) ? 1 : 0;
      }
    }
    var strategy = upgrade.strategy();
    if (inFlight > strategy.concurrency() && moves.size() > inFlight - strategy.concurrency() - 1) {
      checkCap(upgradeId, inFlight, strategy.concurrency(), moves);
    }
    int counted = failures - upgrade.forgivenFailures();
    if (counted > strategy.failureBudget().of(upgrade.targets())) {
      violated(
          "%s admits after %d failures, its budget is %s of %d"
              .formatted(upgradeId, counted, strategy.failureBudget().text(), upgrade.targets()));
    }
    for (var move : moves) {
      checkHost(move.after().target().server(), strategy.hostConcurrency());
    }
  }

  /** Resolved tenants come back into the dock beside the limit; nobody is admitted beside it. */
  private void checkCap(String upgrade, int inFlight, int cap, List<Move> moves) {
    if (inFlight - moves.size() < cap || !moves.isEmpty()) {
      violated(
          "%s has %d tenants in flight after admitting %d, its limit is %d"
              .formatted(upgrade, inFlight, moves.size(), cap));
    }
  }

  private void checkHost(String host, int cap) {
    long onHost =
        tables.tenantUpgrades.values().stream()
            .map(Rows.TenantRow::tenant)
            .filter(t -> t.state() instanceof Waiting && t.target().server().equals(host))
            .count();
    if (onHost > cap) {
      violated("%d tenants in flight on %s, the limit is %d".formatted(onHost, host, cap));
    }
  }

  /** When everything has ended. */
  void atTheEnd() {
    checkChains();
    checkEvents();
    if (!tables.outbox.isEmpty()) {
      violated(tables.outbox.values().size() + " messages wait in the coordinator's outbox");
    }
  }

  private void checkChains() {
    var heads = new TreeMap<Rows.Key, String>();
    var last = new TreeMap<Rows.Key, Long>();
    tables
        .transitions
        .rows()
        .forEach((place, row) -> {
          var key = place.key();
          var before = heads.getOrDefault(key, HashChain.START);
          long sequence = last.getOrDefault(key, 0L) + 1;
          if (place.number() != sequence
              || !row.previousHash().equals(before)
              || !HashChain.link(before, row.body()).equals(row.hash())) {
            violated("the hash chain of " + key + " is broken at " + place.number());
          }
          heads.put(key, row.hash());
          last.put(key, place.number());
        });
    for (var row : tables.tenantUpgrades.values()) {
      var key = Rows.Key.of(row.tenant().key());
      if (!heads.getOrDefault(key, HashChain.START).equals(row.tenant().chainHead())) {
        violated("the head of " + key + " is not its chain's");
      }
    }
  }

  private void checkEvents() {
    var sequences = new TreeMap<Rows.Key, Long>();
    var positions = new TreeSet<Long>();
    for (var row : tables.events.values()) {
      var envelope = row.event().envelope();
      var key = new Rows.Key(envelope.upgradeId().value(), envelope.tenantId().value());
      long expected = sequences.getOrDefault(key, 0L) + 1;
      if (envelope.sequence() != expected) {
        violated("event %d of %s came at %d".formatted(expected, key, envelope.sequence()));
      }
      sequences.put(key, envelope.sequence());
      if (!positions.add(row.position()) || row.position() == 0) {
        violated("the position " + row.position() + " of an event is not its own");
      }
    }
    if (!positions.isEmpty() && positions.last() != positions.size()) {
      violated("the events' positions have a gap");
    }
    long moved =
        tables.events.values().stream()
            .filter(row -> row.event().data() instanceof Event.TenantMoved)
            .count();
    if (moved != tables.transitions.values().size()) {
      violated("not every transition has its event");
    }
  }
}
