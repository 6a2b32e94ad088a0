package dev.drydock.coordinator.domain.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.upgrade.Admission.Candidate;
import dev.drydock.coordinator.domain.upgrade.Admission.InFlight;
import dev.drydock.coordinator.domain.upgrade.Admission.Outages;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.UpgradeState.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Upgrade upgrade(UpgradeState state, Strategy strategy, int targets) {
    return new Upgrade(
        new UpgradeId("up-0000000001"),
        new ReleaseReference("shop", "1.1.0", "1.1.0", "aa", "bundles/aa.zip"),
        "",
        strategy,
        state,
        targets,
        0,
        "tester",
        NOW,
        NOW,
        null);
  }

  private static Strategy strategy(int concurrency, int perHost, String budget) {
    return Strategy.parse("2,20%,rest", concurrency, perHost, budget);
  }

  private static Tenant tenant(String id, @Nullable String ring) {
    return Tenant.of(
        new TenantTarget(
            new TenantId(id), Engine.POSTGRESQL, "db", 5432, id, null, "env:X", List.of()),
        Map.of(),
        ring);
  }

  private static List<Candidate> candidates(String... hosts) {
    return IntStream.range(0, hosts.length)
        .mapToObj(i -> new Candidate(new TenantId("t" + i), hosts[i]))
        .toList();
  }

  private static List<String> admitted(Upgrade upgrade, InFlight inFlight, List<Candidate> all) {
    return Admission.admit(upgrade, inFlight, all).stream().map(TenantId::value).toList();
  }

  private static WaveCounts wave(int number, int pending, int inFlight, int failures) {
    return new WaveCounts(
        number, number == 0 ? "canary" : "rest", pending, inFlight, 0, 0, failures, 0, failures);
  }

  @Test
  void givenPlacesInTotalAndPerHost_whenAdmitting_thenNeitherLimitIsPassed() {
    var upgrade = upgrade(new Running(), strategy(4, 2, "10%"), 10);

    var admitted =
        admitted(
            upgrade, new InFlight(1, Map.of("a", 1)), candidates("a", "a", "b", "b", "b", "c"));

    assertThat(admitted).containsExactly("t0", "t2", "t3");
  }

  @Test
  void givenAnotherUpgradeOnTheHost_whenAdmitting_thenItsTenantsCount() {
    var upgrade = upgrade(new Running(), strategy(4, 2, "10%"), 10);

    assertThat(admitted(upgrade, new InFlight(0, Map.of("a", 2)), candidates("a", "a"))).isEmpty();
  }

  @Test
  void givenAPausedUpgrade_whenAdmitting_thenNobodyIsAdmitted() {
    var upgrade = upgrade(new Paused(PauseReason.OPERATOR), strategy(4, 2, "10%"), 10);

    assertThat(admitted(upgrade, new InFlight(0, Map.of()), candidates("a"))).isEmpty();
  }

  @Test
  void givenAServerThatATenantWaitsFor_whenAdmitting_thenOnlyOthersAreAdmitted() {
    var upgrade = upgrade(new Running(), strategy(4, 2, "10%"), 10);
    var out = new Outages(Map.of("a", FailureCode.UNREACHABLE), false);
    var inFlight = new InFlight(1, Map.of("a", 1), out);

    assertThat(admitted(upgrade, inFlight, candidates("a", "b"))).containsExactly("t1");
    assertThat(Admission.whyWaiting(upgrade, List.of(wave(0, 5, 1, 0)), inFlight, 0, "a"))
        .isEqualTo("server a does not answer");
  }

  @Test
  void givenAStoreThatDoesNotAnswer_whenAdmitting_thenNobodyIsAdmitted() {
    var upgrade = upgrade(new Running(), strategy(4, 2, "10%"), 10);
    var inFlight = new InFlight(1, Map.of("a", 1), new Outages(Map.of(), true));

    assertThat(admitted(upgrade, inFlight, candidates("a", "b"))).isEmpty();
    assertThat(Admission.whyWaiting(upgrade, List.of(wave(0, 5, 1, 0)), inFlight, 0, "b"))
        .isEqualTo("the object store does not answer");
  }

  @Test
  void givenACanaryThatFailed_whenItHasFinished_thenItsGateIsShutUntilAPersonResumes() {
    var running = upgrade(new Running(), strategy(4, 2, "50%"), 10);
    var waves = List.of(wave(0, 0, 0, 1), wave(1, 8, 0, 0));

    assertThat(Admission.canaryFailed(running, waves)).isTrue();
    var resumed = running.pause(PauseReason.CANARY_FAILED).orElseThrow().resume(1).orElseThrow();
    assertThat(Admission.canaryFailed(resumed, waves)).isFalse();
  }

  @Test
  void givenACanary_whenItGoesOnOrDidWellOrIsTheOnlyWave_thenNoGateIsShut() {
    var running = upgrade(new Running(), strategy(4, 2, "50%"), 10);
    var alone = upgrade(new Running(), Strategy.parse("rest", 4, 2, "50%"), 10);
    var rest = wave(1, 8, 0, 0);

    assertThat(Admission.canaryFailed(running, List.of(wave(0, 0, 1, 1), rest))).isFalse();
    assertThat(Admission.canaryFailed(running, List.of(wave(0, 0, 0, 0), rest))).isFalse();
    assertThat(Admission.canaryFailed(alone, List.of(wave(0, 0, 0, 1)))).isFalse();
    assertThat(Admission.canaryFailed(running, List.of(wave(0, 0, 0, 1), wave(1, 7, 1, 0))))
        .as("what has begun is not stopped by a retried canary")
        .isFalse();
    assertThat(running.strategy().gate(0)).isEqualTo("no failure");
    assertThat(running.strategy().gate(1)).isEqualTo("failed <= 50%");
  }

  @ParameterizedTest
  @CsvSource({"10%, 10, 1, false", "10%, 10, 2, true", "0, 10, 1, true", "0, 10, 0, false"})
  void givenABudget_whenTenantsFail_thenItIsSpentByOneMoreThanItAllows(
      String budget, int targets, int failures, boolean spent) {
    var upgrade = upgrade(new Running(), strategy(4, 2, budget), targets);

    assertThat(Admission.budgetSpent(upgrade, List.of(wave(0, 0, 0, failures)))).isEqualTo(spent);
  }

  @Test
  void givenFailuresThatAPersonHasSeen_whenResumed_thenOnlyFurtherOnesCount() {
    var paused = upgrade(new Paused(PauseReason.FAILURE_BUDGET), strategy(4, 2, "10%"), 10);

    var resumed = paused.resume(2).orElseThrow();

    assertThat(Admission.budgetSpent(resumed, List.of(wave(0, 5, 0, 3)))).isFalse();
    assertThat(Admission.budgetSpent(resumed, List.of(wave(0, 5, 0, 4)))).isTrue();
  }

  @Test
  void givenAnUnfinishedCanary_whenAskedWhyTheRestWaits_thenTheCanaryIsNamed() {
    var upgrade = upgrade(new Running(), strategy(4, 2, "10%"), 10);
    var waves = List.of(wave(0, 0, 1, 0), wave(1, 5, 0, 0));

    var why = Admission.whyWaiting(upgrade, waves, new InFlight(1, Map.of()), 1, "a");

    assertThat(why).isEqualTo("wave 0 (canary) is not finished: 0 pending, 1 in flight");
  }

  @Test
  void givenTargetsInAnyOrder_whenDealtOut_thenTheWavesAreTheSameAndTheCanaryRingGoesFirst() {
    var targets =
        new ArrayList<>(
            IntStream.range(0, 10)
                .mapToObj(i -> tenant("t" + i, i == 7 ? "canary" : null))
                .toList());
    var waves = strategy(8, 8, "10%").assign(targets);
    Collections.shuffle(targets, new Random(1));

    assertThat(strategy(8, 8, "10%").assign(targets)).isEqualTo(waves);
    assertThat(waves).extracting(Strategy.Wave::name).containsExactly("canary", "wave-1", "rest");
    assertThat(waves.getFirst().tenants()).containsExactly(new TenantId("t7"), new TenantId("t0"));
    assertThat(waves.stream().mapToInt(w -> w.tenants().size()).sum()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"'0', waves", "'2,,rest', waves", "'rest,2', waves", "'101%', waves", "'two', waves"})
  void givenWavesThatCannotBeRead_whenParsed_thenTheFieldIsNamed(String text, String field) {
    assertThatThrownBy(() -> Strategy.parse(text, null, null, null))
        .isInstanceOfSatisfying(
            StrategySyntaxException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void givenLimitsThatCannotBe_whenParsed_thenTheFieldIsNamed() {
    assertThatThrownBy(() -> Strategy.parse("rest", 0, null, null))
        .isInstanceOfSatisfying(
            StrategySyntaxException.class, e -> assertThat(e.field()).isEqualTo("concurrency"));
    assertThatThrownBy(() -> Strategy.parse("rest", 1, 1, "much"))
        .isInstanceOfSatisfying(
            StrategySyntaxException.class, e -> assertThat(e.field()).isEqualTo("failureBudget"));
  }

  @Test
  void givenEachState_whenSteered_thenOnlyTheLegalMovesArePossible() {
    var strategy = strategy(4, 2, "10%");
    var running = upgrade(new Running(), strategy, 10);
    var done = upgrade(new Completed(), strategy, 10);

    assertThat(running.start(NOW)).isEmpty();
    assertThat(running.resume(0)).isEmpty();
    assertThat(running.abort().orElseThrow().end(false, NOW).state()).isEqualTo(new Aborted());
    assertThat(running.end(true, NOW).state()).isEqualTo(new CompletedWithFailures());
    assertThat(done.pause(PauseReason.OPERATOR)).isEmpty();
    assertThat(done.abort()).isEmpty();
    assertThat(done.retry(0).orElseThrow().state()).isEqualTo(new Running());
  }

  @Test
  void givenForgivenFailures_whenTenantsGoAgain_thenTheirNextFailureCounts() {
    var paused = upgrade(new Running(), strategy(4, 2, "10%"), 10).pause(PauseReason.OPERATOR);
    var resumed = paused.orElseThrow().resume(3).orElseThrow();

    assertThat(resumed.retry(1).orElseThrow().forgivenFailures()).isEqualTo(1);
    assertThat(resumed.retry(5).orElseThrow().forgivenFailures()).isEqualTo(3);
    assertThat(resumed.reopen(2).forgivenFailures()).isEqualTo(2);
  }
}
