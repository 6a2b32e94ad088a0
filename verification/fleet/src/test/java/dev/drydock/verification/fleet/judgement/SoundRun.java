package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.canary.Application.Write;
import dev.drydock.verification.fleet.canary.CanaryReleases;
import dev.drydock.verification.fleet.canary.Flaw;
import dev.drydock.verification.fleet.judgement.Observations.EffectSeen;
import dev.drydock.verification.fleet.judgement.Observations.Knock;
import dev.drydock.verification.fleet.judgement.Observations.LedgerSeen;
import dev.drydock.verification.fleet.judgement.Observations.Passage;
import dev.drydock.verification.fleet.judgement.Observations.ProjectionSeen;
import dev.drydock.verification.fleet.judgement.Observations.ProvenSeen;
import dev.drydock.verification.fleet.judgement.Observations.RestoredCopy;
import dev.drydock.verification.fleet.judgement.Observations.SecretsSeen;
import dev.drydock.verification.fleet.judgement.Observations.SinkSeen;
import dev.drydock.verification.fleet.judgement.Observations.TenantSeen;
import dev.drydock.verification.fleet.judgement.Observations.TransitionSeen;
import dev.drydock.verification.fleet.judgement.Observations.UpgradeSeen;
import dev.drydock.verification.fleet.judgement.Observations.WaySeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is seen of a run without a violation: tenant {@code up} was upgraded to release 2, tenant
 * {@code back} failed its assertion and was restored. Each part can be replaced by something else.
 */
final class SoundRun {
  static final String UPGRADE = "up-1";

  /** When the run began; each move comes a second after the one before. */
  static final long BEGAN_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private static final List<String> UPGRADED =
      List.of(
          "PENDING>Admit>PREFLIGHT",
          "PREFLIGHT>PreflightPassed>QUIESCING",
          "QUIESCING>Quiesced>BACKING_UP",
          "BACKING_UP>BackupTaken>PROVING",
          "PROVING>BackupProven>MIGRATING",
          "MIGRATING>Migrated>VERIFYING",
          "VERIFYING>Verified>RELEASING",
          "RELEASING>Released>UPGRADED");
  private static final List<String> RESTORED =
      List.of(
          "VERIFYING>VerificationFailed>RESTORING",
          "RESTORING>BackupRestored>PROVING_RESTORE",
          "PROVING_RESTORE>RestoreProven>RELEASING_RESTORED",
          "RELEASING_RESTORED>Released>RESTORED");

  LedgerSeen ledger;
  List<Observations.WorkSeen> work = List.of();
  List<Observations.OutboxSeen> outboxes = List.of();
  List<ProjectionSeen> projection;
  List<Passage> passages;
  List<TenantSeen> tenants;
  List<RestoredCopy> copies;
  SinkSeen sink = new SinkSeen(Set.of("e1", "e2"), 0, List.of());
  SecretsSeen secrets = new SecretsSeen(9, 30, List.of());
  List<Observations.OrphanSeen> orphans = List.of();
  List<Knock> knocks = List.of(new Knock("coordinator", "GET /api/v1/tenants", "anonymous", 401));

  SoundRun() {
    var restored = new ArrayList<>(UPGRADED.subList(0, 6));
    restored.addAll(RESTORED);
    var transitions = new ArrayList<TransitionSeen>();
    transitions.addAll(log("up", UPGRADED));
    transitions.addAll(log("back", restored));
    ledger =
        new LedgerSeen(
            List.of(new UpgradeSeen(UPGRADE, 2, "COMPLETED_WITH_FAILURES")),
            List.of(way("up", "UPGRADED", transitions), way("back", "RESTORED", transitions)),
            transitions,
            List.of(proven("up"), proven("back")),
            Map.of("up", 8L, "back", 10L),
            List.of("e1", "e2"));
    projection =
        List.of(
            new ProjectionSeen(UPGRADE, "", 0, "COMPLETED_WITH_FAILURES"),
            new ProjectionSeen(UPGRADE, "up", 1, "UPGRADED"),
            new ProjectionSeen(UPGRADE, "back", 1, "RESTORED"));
    passages =
        List.of(
            new Passage(UPGRADE, 2, "up", "UPGRADED", snapshot(1), snapshot(2)),
            new Passage(UPGRADE, 2, "back", "RESTORED", snapshot(1), snapshot(1)));
    tenants =
        List.of(
            tenant("up", Flaw.NONE, "UPGRADED", snapshot(2)),
            tenant("back", Flaw.ASSERTION, "RESTORED", snapshot(1)));
    copies = List.of(new RestoredCopy(UPGRADE, "up", "bk-up", snapshot(1)));
  }

  Observations seen() {
    var legal = new java.util.HashSet<String>(UPGRADED);
    legal.addAll(RESTORED);
    return new Observations(
        legal,
        ledger,
        work,
        outboxes,
        projection,
        passages,
        tenants,
        copies,
        sink,
        secrets,
        orphans,
        knocks);
  }

  private static List<TransitionSeen> log(String tenant, List<String> edges) {
    var log = new ArrayList<TransitionSeen>();
    var previous = "0".repeat(64);
    for (int i = 0; i < edges.size(); i++) {
      var row = transition(tenant, i + 1, i + 1, edges.get(i), previous);
      log.add(row);
      previous = row.hash();
    }
    return log;
  }

  /** A row whose hash is right. */
  static TransitionSeen transition(
      String tenant, long sequence, long token, String edge, String previous) {
    var words = edge.split(">");
    var body =
        """
        {"at":"%s","backup":"bk-%s","fact":"%s","from":"%s","pass":1,"to":"%s","token":%d}\
        """
            .formatted(
                Instant.ofEpochMilli(BEGAN_MS + sequence * 1000),
                tenant,
                words[1],
                words[0],
                words[2],
                token);
    return new TransitionSeen(
        UPGRADE, tenant, sequence, previous, LegalTransitions.link(previous, body), body);
  }

  private static WaySeen way(String tenant, String state, List<TransitionSeen> transitions) {
    var last = transitions.stream().filter(row -> row.tenant().equals(tenant)).toList().getLast();
    return new WaySeen(UPGRADE, tenant, 1, state, last.sequence(), last.hash(), true, "");
  }

  private static ProvenSeen proven(String tenant) {
    return new ProvenSeen(UPGRADE, tenant, 1, "bk-" + tenant, 3, BEGAN_MS + 5000);
  }

  static TenantSeen tenant(String id, Flaw flaw, String latest, TenantSnapshot now) {
    return new TenantSeen(
        id,
        flaw,
        latest,
        true,
        5,
        now,
        List.of(new EffectSeen("receipt", 5, "V2_1", BEGAN_MS + 5500)),
        List.of(
            new Write(1, true, BEGAN_MS, BEGAN_MS + 10),
            new Write(2, true, BEGAN_MS + 20, BEGAN_MS + 30)));
  }

  static TenantSnapshot snapshot(int release) {
    var journal = new TreeMap<String, Integer>();
    CanaryReleases.scriptsUpTo(release).forEach(script -> journal.put(script, 1));
    return new TenantSnapshot(
        release,
        CanaryReleases.canaryAfter(journal.size()).toString(),
        journal,
        CanaryReleases.hasExtra(release) ? List.of("column item.extra text") : List.of(),
        Map.of("item", "150 rows at " + release),
        List.of(1L, 2L));
  }

  /** With one tenant changed. */
  SoundRun tenant(String id, UnaryOperator<TenantSeen> change) {
    tenants =
        tenants.stream().map(each -> each.tenant().equals(id) ? change.apply(each) : each).toList();
    return this;
  }

  /** With one row of the log changed. */
  SoundRun transition(String tenant, long sequence, UnaryOperator<TransitionSeen> change) {
    var transitions =
        ledger.transitions().stream()
            .map(row ->
                row.tenant().equals(tenant) && row.sequence() == sequence ? change.apply(row) : row)
            .toList();
    ledger =
        new LedgerSeen(
            ledger.upgrades(),
            ledger.ways(),
            transitions,
            ledger.proven(),
            ledger.tokens(),
            ledger.events());
    return this;
  }

  /** With one way changed. */
  SoundRun way(String tenant, UnaryOperator<WaySeen> change) {
    ledger =
        new LedgerSeen(
            ledger.upgrades(),
            ledger.ways().stream()
                .map(way -> way.tenant().equals(tenant) ? change.apply(way) : way)
                .toList(),
            ledger.transitions(),
            ledger.proven(),
            ledger.tokens(),
            ledger.events());
    return this;
  }
}
