package dev.drydock.verification.fleet.judgement;

import static dev.drydock.verification.fleet.judgement.SoundRun.BEGAN_MS;
import static dev.drydock.verification.fleet.judgement.SoundRun.UPGRADE;
import static dev.drydock.verification.fleet.judgement.SoundRun.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.fleet.canary.Application.Write;
import dev.drydock.verification.fleet.judgement.Observations.EffectSeen;
import dev.drydock.verification.fleet.judgement.Observations.Knock;
import dev.drydock.verification.fleet.judgement.Observations.LedgerSeen;
import dev.drydock.verification.fleet.judgement.Observations.OrphanSeen;
import dev.drydock.verification.fleet.judgement.Observations.OutboxSeen;
import dev.drydock.verification.fleet.judgement.Observations.Passage;
import dev.drydock.verification.fleet.judgement.Observations.ProjectionSeen;
import dev.drydock.verification.fleet.judgement.Observations.RestoredCopy;
import dev.drydock.verification.fleet.judgement.Observations.SecretsSeen;
import dev.drydock.verification.fleet.judgement.Observations.SinkSeen;
import dev.drydock.verification.fleet.judgement.Observations.TenantSeen;
import dev.drydock.verification.fleet.judgement.Observations.TransitionSeen;
import dev.drydock.verification.fleet.judgement.Observations.UpgradeSeen;
import dev.drydock.verification.fleet.judgement.Observations.WaySeen;
import dev.drydock.verification.fleet.judgement.Observations.WorkSeen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule finds what it is for, planted into a run that is otherwise sound. */
class InvariantsTest {
  private final SoundRun run = new SoundRun();

  @TempDir private Path folder;

  @Test
  void aSoundRun_hasNoViolation_alsoWhenItIsReadAgain() {
    run.seen().write(folder.resolve("seen.json"));

    assertThat(Invariants.judge(run.seen())).isEmpty();
    assertThat(Observations.read(folder.resolve("seen.json"))).isEqualTo(run.seen());
  }

  @Test
  void migratedBeforeTheProof() {
    var late =
        run.ledger.proven().stream()
            .map(each ->
                new Observations.ProvenSeen(
                    each.upgrade(), each.tenant(), 1, each.backup(), 3, BEGAN_MS + 60_000))
            .toList();
    run.ledger =
        new LedgerSeen(
            run.ledger.upgrades(),
            run.ledger.ways(),
            run.ledger.transitions(),
            late,
            run.ledger.tokens(),
            run.ledger.events());

    found("[1 ", "up-1 back: migrating at sequence 5 without an earlier proof of 'bk-back'");
  }

  @Test
  void aReceiptThatNoMigrationAskedFor() {
    run.tenant("up", each -> effects(each, new EffectSeen("receipt", 7, "V2_1", BEGAN_MS + 7000)));

    found("[1 ", "up: receipt of V2_1 under token 7, which no migration had");
  }

  @Test
  void aStoredBackupThatIsSomethingElse() {
    run.copies = List.of(new RestoredCopy(UPGRADE, "up", "bk-up", snapshot(2)));

    found("[1 ", "up: backup bk-up restores to something else");
  }

  @Test
  void aStoredBackupThatDoesNotRestore() {
    run.copies = List.of(new RestoredCopy(UPGRADE, "up", "bk-up", null));

    found("[1 ", "up: backup bk-up does not restore");
  }

  @Test
  void anEffectTwice() {
    run.tenant("up", each -> now(each, journal(snapshot(2), "V2_2", 2)));

    found("[2 ", "up: V2_2 took effect 2 times at release 2");
  }

  @Test
  void anEffectBeyondTheRelease() {
    run.tenant("back", each -> now(each, journal(snapshot(1), "V2_1", 1)));

    found("[2 ", "back: V2_1 took effect, which is beyond release 1");
  }

  @Test
  void aCanaryThatCountsOneMore() {
    var now = snapshot(2);
    run.tenant(
        "up",
        each ->
            now(
                each,
                new TenantSnapshot(
                    2, "16", now.journal(), now.shape(), now.contents(), now.appWrites())));

    found("[2 ", "up: canary is 16, not 202 as after 3 effects");
  }

  @Test
  void restoredToSomethingElse() {
    var other = new TenantSnapshot(1, "7", Map.of(), List.of(), Map.of("item", "149"), List.of());
    run.passages =
        List.of(
            run.passages.getFirst(),
            new Passage(UPGRADE, 2, "back", "RESTORED", snapshot(1), other));

    found("[3 ", "up-1 back: RESTORED, but not what it was: rows differ");
  }

  @Test
  void upgradedWithoutTheNewSchema() {
    run.passages =
        List.of(
            new Passage(UPGRADE, 2, "up", "UPGRADED", snapshot(1), snapshot(1)),
            run.passages.getLast());

    found("[3 ", "up-1 up: upgraded to release 2, but its database is at 1");
  }

  @Test
  void writersThatAreStillKeptOut() {
    run.tenant(
        "up",
        each ->
            new TenantSeen(
                "up", each.flaw(), each.latest(), false, 5, each.now(), each.effects(), List.of()));

    found("[3 ", "up: UPGRADED, but its application is not let in");
  }

  @Test
  void anAcknowledgedWriteThatIsLost() {
    run.tenant("up", each -> writes(each, new Write(3, true, BEGAN_MS, BEGAN_MS + 1)));

    found("[3 ", "up: 1 acknowledged writes are lost");
  }

  @Test
  void aWriteInTheDock() {
    run.tenant("up", each -> writes(each, new Write(2, true, BEGAN_MS + 4000, BEGAN_MS + 4100)));

    found("[3 ", "up-1 up: 1 writes were let in while it was in the dock");
  }

  @Test
  void parkedWithoutAReason() {
    run.way(
        "up",
        way -> new WaySeen(UPGRADE, "up", 1, "PARKED", way.token() + 1, way.chainHead(), true, ""));

    found("[3 ", "up-1 up: parked without a reason");
  }

  @Test
  void someoneWhoHasNotEnded() {
    run.way(
        "up",
        way -> new WaySeen(UPGRADE, "up", 1, "MIGRATING", way.token(), way.chainHead(), true, ""));

    found("[4 ", "up-1 up is still MIGRATING");
  }

  @Test
  void anUpgradeThatHasNotEnded() {
    run.ledger =
        new LedgerSeen(
            List.of(new UpgradeSeen(UPGRADE, 2, "RUNNING")),
            run.ledger.ways(),
            run.ledger.transitions(),
            run.ledger.proven(),
            run.ledger.tokens(),
            run.ledger.events());

    found("[4 ", "up-1 is still RUNNING");
  }

  @Test
  void aCommandWithoutAnOutcome() {
    run.work = List.of(new WorkSeen("backup", "m1", "take", "up", 3, "RUNNING"));

    found("[5 ", "backup: take for up under token 3 is RUNNING");
  }

  @Test
  void anOldMessageInAnOutbox() {
    run.outboxes =
        List.of(
            new OutboxSeen("coordinator", 7, 31_000, null),
            new OutboxSeen("backup", 8, 10, "TOO_LARGE"));

    found("[5 ", "coordinator: message 7 waits for 31000 ms");
    found("[5 ", "backup: message 8 was refused: TOO_LARGE");
  }

  @Test
  void aTokenThatFell() {
    run.transition(
        "up",
        6,
        row -> SoundRun.transition("up", 6, 2, "MIGRATING>Migrated>VERIFYING", row.prevHash()));

    found("[6 ", "up-1 up: token 2 after 5 at sequence 6");
  }

  @Test
  void anEffectUnderAnOlderToken() {
    run.tenant(
        "up",
        each ->
            effects(
                each,
                new EffectSeen("effect", 6, "quiesced", BEGAN_MS + 5000),
                new EffectSeen("effect", 5, "released", BEGAN_MS + 40_000)));

    found("[6 ", "up: effect released under token 5 after quiesced under 6");
  }

  @Test
  void aFenceAboveTheLedger() {
    run.tenant(
        "up",
        each ->
            new TenantSeen(
                "up",
                each.flaw(),
                each.latest(),
                true,
                9,
                each.now(),
                each.effects(),
                each.writes()));

    found("[6 ", "up: its server's fence 9 is above the ledger's token 8");
  }

  @Test
  void anIllegalTransition() {
    run.transition(
        "up", 5, row -> SoundRun.transition("up", 5, 5, "PROVING>Abort>MIGRATING", row.prevHash()));

    found("[7 ", "up-1 up: illegal PROVING>Abort>MIGRATING at sequence 5");
  }

  @Test
  void aBodyThatWasChanged() {
    run.transition(
        "up",
        5,
        row ->
            new TransitionSeen(
                UPGRADE,
                "up",
                5,
                row.prevHash(),
                row.hash(),
                row.body().replace("bk-up", "bk-up ")));

    found("[7 ", "up-1 up: the chain is broken at sequence 5");
  }

  @Test
  void aRowThatWasTakenOut() {
    run.transition(
        "up",
        8,
        row -> new TransitionSeen(UPGRADE, "up", 9, row.prevHash(), row.hash(), row.body()));

    found("[7 ", "up-1 up: sequence 8 is missing");
  }

  @Test
  void aProjectionThatDiffers() {
    run.projection =
        List.of(
            run.projection.get(0),
            run.projection.get(1),
            new ProjectionSeen(UPGRADE, "back", 1, "UPGRADED"));

    found("[8 ", "the notifier does not say ProjectionSeen[upgrade=up-1, tenant=back");
    found("[8 ", "the notifier says, but not the ledger: ProjectionSeen[upgrade=up-1, tenant=back");
  }

  @Test
  void anEventThatNeverCame() {
    run.sink = new SinkSeen(Set.of("e1"), 2, List.of("a webhook was sent to http://[::1]:1/"));

    found("[9 ", "1 of 2 events never reached the sink, among them [e2]");
    found("[9 ", "2 deliveries came with a wrong signature");
    found("[9 ", "a webhook was sent to http://[::1]:1/");
  }

  @Test
  void aSecretThatIsOut() {
    run.secrets = new SecretsSeen(9, 30, List.of("log x holds the secret y"));

    found("[10 ", "log x holds the secret y");
  }

  @Test
  void aLookForSecretsThatLookedNowhere() {
    run.secrets = new SecretsSeen(0, 30, List.of());

    found("[10 ", "nothing was looked for, or nowhere");
  }

  @Test
  void somethingLeftBehind() {
    run.orphans = List.of(new OrphanSeen("scratch database", "_drydock_s_x"));

    found("[11 ", "scratch database: _drydock_s_x");
  }

  @Test
  void aDoorThatIsOpen() {
    run.knocks = List.of(new Knock("backup", "POST /api/v1/backups/prune", "viewer", 200));

    found("[12 ", "backup: POST /api/v1/backups/prune as viewer is answered 200");
  }

  @Test
  void nobodyWhoKnocked() {
    run.knocks = List.of();

    found("[12 ", "nobody knocked");
  }

  private void found(String invariant, String violation) {
    assertThat(Invariants.judge(run.seen()))
        .anySatisfy(each -> assertThat(each).startsWith(invariant).contains(violation));
  }

  private static TenantSeen now(TenantSeen tenant, TenantSnapshot now) {
    return new TenantSeen(
        tenant.tenant(),
        tenant.flaw(),
        tenant.latest(),
        tenant.writerGetsIn(),
        tenant.fenceToken(),
        now,
        tenant.effects(),
        tenant.writes());
  }

  private static TenantSeen effects(TenantSeen tenant, EffectSeen... effects) {
    return new TenantSeen(
        tenant.tenant(),
        tenant.flaw(),
        tenant.latest(),
        tenant.writerGetsIn(),
        tenant.fenceToken(),
        tenant.now(),
        List.of(effects),
        tenant.writes());
  }

  private static TenantSeen writes(TenantSeen tenant, Write... writes) {
    return new TenantSeen(
        tenant.tenant(),
        tenant.flaw(),
        tenant.latest(),
        tenant.writerGetsIn(),
        tenant.fenceToken(),
        tenant.now(),
        tenant.effects(),
        List.of(writes));
  }

  private static TenantSnapshot journal(TenantSnapshot now, String script, int times) {
    var journal = new java.util.TreeMap<>(now.journal());
    journal.put(script, times);
    return new TenantSnapshot(
        now.release(), now.canary(), journal, now.shape(), now.contents(), now.appWrites());
  }
}
