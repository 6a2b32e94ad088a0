package dev.drydock.verification.fleet.observation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackFailure;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.judgement.Observations;
import dev.drydock.verification.fleet.judgement.Observations.LedgerSeen;
import dev.drydock.verification.fleet.judgement.Observations.Passage;
import dev.drydock.verification.fleet.judgement.Observations.SinkSeen;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import dev.drydock.verification.fleet.sink.WebhookSink;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees all that the invariants speak of. Snapshots of the tenants are taken before and after each
 * upgrade; the rest is looked at when the run has quieted down.
 */
public final class Observer {
  private static final Duration POLL = Duration.ofMillis(300);

  private final Stack stack;
  private final CanaryFleet fleet;
  private final WebhookSink sink;
  private final LedgerObserver ledger;
  private final TenantObserver tenants;
  private final SecretsObserver secrets;
  private final List<Passage> passages = java.util.Collections.synchronizedList(new ArrayList<>());

  public Observer(Stack stack, CanaryFleet fleet, WebhookSink sink) {
    this.stack = stack;
    this.fleet = fleet;
    this.sink = sink;
    this.ledger = new LedgerObserver(stack);
    this.tenants = new TenantObserver(stack, fleet);
    this.secrets = new SecretsObserver(stack);
  }

  /**
   * Each tenant's tables now.
   *
   * @param within how long the database server may be away
   */
  public Map<String, TenantSnapshot> snapshots(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        return tenants.snapshots();
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw new StackFailure("the tenants could not be looked at: " + e.getMessage(), e);
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  /**
   * Remembers what an upgrade that has ended did to each tenant that was in it.
   *
   * @param before what {@link #snapshots} said before it began
   */
  public void passed(
      String upgrade, int release, Map<String, TenantSnapshot> before, Duration within) {
    var after = snapshots(within);
    var states = new TreeMap<String, String>();
    ended(upgrade, within)
        .forEach(way -> states.put(way.path("tenant").asText(), way.path("state").asText()));
    states.forEach((tenant, state) ->
        passages.add(
            new Passage(
                upgrade,
                release,
                tenant,
                state,
                java.util.Objects.requireNonNull(before.get(tenant)),
                java.util.Objects.requireNonNull(after.get(tenant)))));
  }

  private List<JsonNode> ended(String upgrade, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        return stack
            .coordinator()
            .all("/upgrades/%s/tenants?limit=1000".formatted(upgrade), "tenants");
      } catch (Rest.Refused e) {
        if (System.nanoTime() > end) {
          throw new StackFailure("the coordinator did not answer: " + e.getMessage(), e);
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  public List<Passage> passages() {
    return List.copyOf(passages);
  }

  /** Processes come and go: looks for secrets in those that are there now. */
  public void lookAtProcesses() {
    alsoForTheirSecrets();
    secrets.lookAtProcesses();
  }

  private void alsoForTheirSecrets() {
    secrets.alsoFor("canary", fleet.secrets());
    secrets.alsoFor("webhook", List.of(sink.secret()));
  }

  /**
   * Waits until nothing is under way: commands finished, outboxes empty, notifier and sink drained,
   * nothing left behind that a sweep takes away.
   *
   * @return whether all that was reached within the time
   */
  public boolean quietDown(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (isQuiet()) {
          return true;
        }
      } catch (SQLException | RuntimeException away) {
        // Not quiet while somebody does not answer.
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return false;
  }

  private boolean isQuiet() throws SQLException {
    if (!ledger.work().isEmpty() || !ledger.outboxes().isEmpty()) {
      return false;
    }
    var seen = ledger.ledger();
    var accepted = accepted();
    return accepted.containsAll(seen.events())
        && ledger.projection().size() == seen.ways().size() + seen.upgrades().size()
        && new OrphanObserver(stack, fleet).orphans(latest(seen)).isEmpty();
  }

  private Set<String> accepted() {
    var accepted = new HashSet<String>();
    sink.arrivals().stream()
        .filter(arrival -> arrival.signed() && arrival.accepted())
        .forEach(arrival -> accepted.add(arrival.event()));
    return accepted;
  }

  /** Latest way of each tenant: the one with the highest token. */
  private static Map<String, String> latest(LedgerSeen seen) {
    var tokens = new TreeMap<String, Long>();
    var states = new TreeMap<String, String>();
    for (var way : seen.ways()) {
      if (way.token() >= tokens.getOrDefault(way.tenant(), -1L)) {
        tokens.put(way.tenant(), way.token());
        states.put(way.tenant(), way.state());
      }
    }
    return states;
  }

  /**
   * Looks at everything, once.
   *
   * @param copies how many stored backups are restored beside the fleet and compared
   * @param seed chooses them
   */
  public Observations observe(int copies, long seed) {
    alsoForTheirSecrets();
    try {
      var seen = ledger.ledger();
      var latest = latest(seen);
      int unsigned = (int) sink.arrivals().stream().filter(arrival -> !arrival.signed()).count();
      return new Observations(
          LegalMoves.drawn(),
          seen,
          ledger.work(),
          ledger.outboxes(),
          ledger.projection(),
          passages,
          tenants.tenants(latest),
          new CopyObserver(stack, fleet, tenants).sample(seen.proven(), copies, seed),
          new SinkSeen(accepted(), unsigned, ForbiddenAddress.dialled(stack.rest(Part.NOTIFIER))),
          secrets.seen(),
          new OrphanObserver(stack, fleet).orphans(latest),
          new DoorObserver(stack).knocks());
    } catch (SQLException e) {
      throw new StackFailure("the run could not be looked at: " + e.getMessage(), e);
    }
  }
}
