package dev.drydock.backup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.backup.Fixtures;
import dev.drydock.backup.application.Archives;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant LIMIT = Fixtures.TAKEN_AT.plusSeconds(100);

  private static Backup backup(
      String tenant, long token, long takenAfterSeconds, BackupState state) {
    var made = Fixtures.manifest(tenant, token, new Archives.Stored("x", 1));
    var manifest =
        new Manifest(
            made.format(),
            made.id(),
            made.upgrade(),
            made.token(),
            made.tenant(),
            made.archive(),
            made.archiveSha256(),
            made.archiveSizeBytes(),
            made.members(),
            made.schemaVersion(),
            made.fingerprint(),
            made.takenAt().plus(Duration.ofSeconds(takenAfterSeconds)));
    return new Backup(token, manifest, state, null, null, null);
  }

  @Test
  void givenOldBackups_whenPlanned_thenTheLastProvenOfEachTenantStays() {
    // given
    var first = backup("acme", 1, 0, BackupState.PROVEN);
    var last = backup("acme", 2, 10, BackupState.PROVEN);
    var stored = backup("acme", 3, 20, BackupState.STORED);
    var others = backup("bolt", 4, 5, BackupState.PROVEN);

    // when
    var plan = Retention.plan(List.of(stored, last, first, others), LIMIT);

    // then
    assertThat(plan.candidates()).containsExactlyInAnyOrder(first, stored);
    assertThat(plan.kept()).containsExactlyInAnyOrder(last, others);
  }

  @Test
  void givenAYoungProvenOne_whenPlanned_thenTheOldProvenOneMayGo() {
    // given
    var old = backup("acme", 1, 0, BackupState.PROVEN);
    var young = backup("acme", 2, 200, BackupState.PROVEN);

    // when
    var plan = Retention.plan(List.of(old, young), LIMIT);

    // then
    assertThat(plan.candidates()).containsExactly(old);
    assertThat(plan.kept()).isEmpty();
  }

  @Test
  void givenAYoungUnprovenOne_whenPlanned_thenTheOldProvenOneStays() {
    // given
    var old = backup("acme", 1, 0, BackupState.PROVEN);
    var young = backup("acme", 2, 200, BackupState.STORED);

    // when
    var plan = Retention.plan(List.of(old, young), LIMIT);

    // then
    assertThat(plan.candidates()).isEmpty();
  }
}
