package dev.drydock.backup.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.backup.Fixtures;
import dev.drydock.backup.domain.BackupState;
import dev.drydock.contracts.BackupId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionStepsTest {
  private static final Duration IN_THE_FUTURE = Duration.ofSeconds(-1);

  private final Bench bench = new Bench();

  private BackupId taken(String tenant, long token, boolean proven) {
    var id = bench.taken(Fixtures.database(tenant), token).backup().id();
    if (proven) {
      bench.backups.markProven(id, bench.clock.instant());
    }
    return id;
  }

  private void releases(BackupId... ids) {
    bench.releasable = new Coordinator.Releasable(List.of(ids), Map.of());
  }

  @Test
  void givenTwoProven_whenPruned_thenOnlyTheOlderGoes() {
    // given
    var old = taken("acme", 1, true);
    var last = taken("acme", 2, true);
    releases(old, last);

    // when
    var pruned = bench.pruneBackups().olderThan(IN_THE_FUTURE, false);

    // then
    assertThat(pruned.pruned()).extracting(b -> b.manifest().id()).containsExactly(old);
    assertThat(pruned.held()).containsKey(last.value());
    assertThat(bench.manifests.stored).containsOnlyKeys(last.value());
    assertThat(bench.archives.stored).hasSize(1);
  }

  @Test
  void givenOneHeldByAnUpgrade_whenPruned_thenItStays() {
    // given
    var held = taken("acme", 1, false);
    taken("acme", 2, true);
    bench.releasable = new Coordinator.Releasable(List.of(), Map.of(held, "upgrade up-1 runs"));

    // when
    var pruned = bench.pruneBackups().olderThan(IN_THE_FUTURE, false);

    // then
    assertThat(pruned.pruned()).isEmpty();
    assertThat(pruned.held()).containsEntry(held.value(), "upgrade up-1 runs");
    assertThat(bench.manifests.stored).hasSize(2);
  }

  @Test
  void givenASilentCoordinator_whenPruned_thenNothingIsDeleted() {
    // given
    taken("acme", 1, false);
    bench.silent = true;

    // when
    // then
    assertThatThrownBy(() -> bench.pruneBackups().olderThan(IN_THE_FUTURE, false))
        .isInstanceOf(Coordinator.Silent.class);
    assertThat(bench.manifests.stored).hasSize(1);
    assertThat(bench.archives.stored).hasSize(1);
  }

  @Test
  void givenADryRun_whenPruned_thenNothingIsDeleted() {
    // given
    var old = taken("acme", 1, false);
    releases(old);

    // when
    var pruned = bench.pruneBackups().olderThan(IN_THE_FUTURE, true);

    // then
    assertThat(pruned.pruned()).hasSize(1);
    assertThat(bench.manifests.stored).hasSize(1);
  }

  @Test
  void givenASharedArchive_whenOneMemberIsPruned_thenTheArchiveLives() {
    // given
    var works =
        List.of(
            bench.take(Fixtures.schema("a"), 1, "exec"), bench.take(Fixtures.schema("b"), 2, "x"));
    bench.takeBackups().execute(List.copyOf(works));
    var one = new BackupId("bk-a-1");
    releases(one);

    // when
    bench.pruneBackups().olderThan(IN_THE_FUTURE, false);

    // then
    assertThat(bench.manifests.stored).containsOnlyKeys("bk-b-2");
    assertThat(bench.archives.stored).hasSize(1);
  }

  @Test
  void givenACrashAfterTheMark_whenSwept_thenTheObjectsGo() {
    // given
    var id = taken("acme", 1, false);
    bench.backups.markPruned(id);

    // when
    bench.sweepGarbage().once();

    // then
    assertThat(bench.manifests.stored).isEmpty();
    assertThat(bench.archives.stored).isEmpty();
    assertThat(bench.backups.removed).contains(id);
  }

  @Test
  void givenAnArchiveWithoutManifest_whenSwept_thenItGoesAndTheOthersStay() {
    // given
    taken("acme", 1, false);
    bench.archives.stored.put("ar-7-dead", new byte[] {1});

    // when
    var swept = bench.sweepGarbage().once();

    // then
    assertThat(swept.archives()).isEqualTo(1);
    assertThat(bench.archives.stored).hasSize(1).doesNotContainKey("ar-7-dead");
  }

  @Test
  void givenAnUnreadableManifest_whenSwept_thenNoArchiveGoes() {
    // given
    bench.archives.stored.put("ar-7-dead", new byte[] {1});
    bench.manifests.unreadable.add("manifests/acme/bk-acme-1.json");

    // when
    bench.sweepGarbage().once();

    // then
    assertThat(bench.archives.stored).containsKey("ar-7-dead");
  }

  @Test
  void givenALostCatalogue_whenRebuilt_thenProvenOnesAreProvenAgain() {
    // given
    var id = taken("acme", 1, false);
    var manifest = bench.manifests.of(id.value());
    bench.manifests.putProof(
        manifest,
        new Manifests.Proof(
            id, manifest.archiveSha256(), manifest.fingerprint(), Fixtures.TAKEN_AT));
    bench.backups.rows.clear();

    // when
    var rebuilt = new RebuildCatalogue(bench.manifests, bench.backups).fromStore();

    // then
    assertThat(rebuilt.found()).isEqualTo(1);
    assertThat(bench.backups.of(id).state()).isEqualTo(BackupState.PROVEN);
  }
}
