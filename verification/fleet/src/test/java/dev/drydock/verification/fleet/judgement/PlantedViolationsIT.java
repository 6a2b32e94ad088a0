package dev.drydock.verification.fleet.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackOptions;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import dev.drydock.verification.fleet.canary.Flaw;
import dev.drydock.verification.fleet.observation.Observer;
import dev.drydock.verification.fleet.sink.WebhookSink;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real servers, to which one thing is done that must not be: the checker finds each. */
class PlantedViolationsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Stack STACK = Stack.inEmptyHome(StackOptions.shortTimes());
  private static CanaryFleet fleet;
  private static WebhookSink sink;
  private static Observer observer;

  @BeforeAll
  static void upgradeAFleet() {
    STACK.start();
    var flaws = Map.of(2, Flaw.SCRIPT, 3, Flaw.ASSERTION);
    fleet = CanaryFleet.create(STACK, new CanaryPlan(3, 2, flaws, 0));
    sink = WebhookSink.start();
    sink.subscribe(STACK.rest(Part.NOTIFIER));
    observer = new Observer(STACK, fleet, sink);
    fleet.startApplications(Duration.ofMillis(100));
    for (int release = 2; release <= 3; release++) {
      fleet.createRelease(release);
      var before = observer.snapshots(SOON);
      var upgrade = fleet.startUpgrade(release, "all");
      await().atMost(Duration.ofMinutes(2)).until(() -> fleet.isOver(upgrade));
      observer.passed(upgrade, release, before, SOON);
    }
    assertThat(observer.quietDown(Duration.ofSeconds(60))).isTrue();
  }

  @AfterAll
  static void purge() {
    fleet.close();
    sink.close();
    STACK.purge();
  }

  @Test
  void givenNothingPlanted_thenNothingIsFound() {
    assertThat(Invariants.judge(observer.observe(4, 1))).isEmpty();
  }

  @Test
  void anEffectTwice_isFound() {
    whilePlanted(
        "canary_001",
        "UPDATE canary SET v = v * 3 + 1",
        "UPDATE canary SET v = div(v - 1, 3)",
        "[2 each effect at most once] canary-001: canary is");
  }

  @Test
  void aJournalRowTwice_isFound() {
    whilePlanted(
        "canary_001",
        "INSERT INTO journal SELECT script, at + interval '1 s' FROM journal WHERE script = 'V2_3'",
        "DELETE FROM journal WHERE (script, at) IN (SELECT script, max(at) FROM journal WHERE script = 'V2_3' GROUP BY 1)",
        "V2_3 took effect 2 times");
  }

  @Test
  void anApplicationThatIsKeptOut_isFound() {
    whilePlanted(
        "postgres",
        "ALTER ROLE canary_001_app NOLOGIN",
        "ALTER ROLE canary_001_app LOGIN",
        "[3 ended as the ledger says] canary-001: UPGRADED, but its application is not let in");
  }

  @Test
  void aBackupThatIsGone_isFound() throws IOException {
    var archives = STACK.store().objects().resolve("archives");
    var aside = STACK.folder().resolve("archives-aside");
    Files.move(archives, aside);
    Files.createDirectories(archives);
    try {
      assertThat(Invariants.judge(observer.observe(1, 1)))
          .anyMatch(each -> each.startsWith("[1 ") && each.contains("does not restore"));
    } finally {
      Files.delete(archives);
      Files.move(aside, archives);
    }
  }

  @Test
  void aTenantThatHasNotEnded_isFound() {
    whilePlanted(
        "drydock_coordinator",
        "UPDATE upgrade SET state = 'RUNNING' WHERE coordinates = 'canary:2'",
        "UPDATE upgrade SET state = 'COMPLETED_WITH_FAILURES' WHERE coordinates = 'canary:2'",
        "is still RUNNING");
  }

  @Test
  void aCommandWithoutAnOutcome_isFound() {
    whilePlanted(
        "drydock_backup",
        "INSERT INTO work_item (message_id, tenant, token, type, server, headers, payload,"
            + " available_at) VALUES ('planted', 'canary-001', 1, 'planted', 's', '', '',"
            + " 'infinity')",
        "DELETE FROM work_item WHERE message_id = 'planted'",
        "[5 every command answered] backup: planted for canary-001");
  }

  @Test
  void aTokenThatFell_isFound() {
    whilePlanted(
        "_drydock",
        "UPDATE fence SET token = token + 1000 WHERE tenant = 'canary-001'",
        "UPDATE fence SET token = token - 1000 WHERE tenant = 'canary-001'",
        "[6 tokens only rise] canary-001: its server's fence");
  }

  @Test
  void aLogThatWasChanged_isFound() {
    var change =
        "ALTER TABLE transition DISABLE TRIGGER ALL; UPDATE transition SET body = replace(body,"
            + " '%s', '%s') WHERE sequence = 2 AND tenant_id = 'canary-001'; ALTER TABLE"
            + " transition ENABLE TRIGGER ALL";
    whilePlanted(
        "drydock_coordinator",
        change.formatted("QUIESCING", "MIGRATING"),
        change.formatted("MIGRATING", "QUIESCING"),
        "[7 legal, chained transitions]");
  }

  @Test
  void aProjectionThatDiffers_isFound() {
    whilePlanted(
        "drydock_notifier",
        "UPDATE tenant SET state = 'PARKED' WHERE tenant_id = 'canary-001'",
        "UPDATE tenant SET state = 'UPGRADED' WHERE tenant_id = 'canary-001'",
        "[8 projection equals ledger]");
  }

  @Test
  void anEventThatNobodyWasTold_isFound() {
    whilePlanted(
        "drydock_coordinator",
        "INSERT INTO event (id, type, upgrade_id, tenant_id, token, sequence, time, data) VALUES"
            + " ('planted', 't', 'up-0', 'canary-001', 0, 0, now(), '{}')",
        "ALTER TABLE event DISABLE TRIGGER ALL; DELETE FROM event WHERE id = 'planted'; ALTER"
            + " TABLE event ENABLE TRIGGER ALL",
        "[9 events delivered and signed]");
  }

  @Test
  void aSecretInALog_isFound() throws IOException {
    var log = STACK.folder().resolve("services").resolve("planted.log");
    Files.writeString(log, "password is " + fleet.secrets().iterator().next());
    try {
      assertThat(Invariants.judge(observer.observe(0, 1)))
          .singleElement()
          .asString()
          .startsWith("[10 no secret anywhere] log planted.log")
          .doesNotContain(fleet.secrets());
    } finally {
      Files.delete(log);
    }
  }

  @Test
  void aScratchDatabase_isFound() {
    whilePlanted(
        "postgres",
        "CREATE DATABASE _drydock_s_planted",
        "DROP DATABASE _drydock_s_planted",
        "[11 nothing left behind] scratch database: _drydock_s_planted");
  }

  private static void whilePlanted(String database, String plant, String undo, String violation) {
    STACK.postgres().execute(database, plant);
    List<String> found;
    try {
      found = Invariants.judge(observer.observe(0, 1));
    } finally {
      STACK.postgres().execute(database, undo);
    }
    assertThat(found).anyMatch(each -> each.contains(violation));
  }
}
