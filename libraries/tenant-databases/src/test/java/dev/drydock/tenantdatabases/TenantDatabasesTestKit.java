package dev.drydock.tenantdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationTimeouts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine must do; an engine's own tests extend this with a tenant of theirs. */
public abstract class TenantDatabasesTestKit {
  protected static final BeforeEffect GRANTED = () -> {};
  protected static final Duration SOON = Duration.ofSeconds(20);

  private static final MigrationTimeouts TIMEOUTS =
      new MigrationTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

  protected TenantTarget tenant;

  /** The engine under test, as Drydock's own role. */
  protected abstract TenantDatabases databases();

  /**
   * A new tenant with a table {@code orders (id bigint primary key, note varchar(40), total
   * numeric)} of two rows, and one writer role.
   */
  protected abstract TenantTarget newTenant();

  /** Runs a statement in the tenant as its owner; names without a schema are the tenant's. */
  protected abstract void execute(TenantTarget tenant, String... statements);

  /** One value as text. */
  protected abstract String value(TenantTarget tenant, String query);

  /** A session as the tenant's writer role. */
  protected abstract Connection asWriter(TenantTarget tenant) throws SQLException;

  /** Whether a copy that was put aside is there. */
  protected abstract boolean isKept(TenantTarget tenant, String kept);

  @BeforeEach
  void createTenant() {
    tenant = newTenant();
  }

  protected record Backup(ByteArrayOutputStream archive, Fingerprint fingerprint) {
    public ByteArrayInputStream read() {
      return new ByteArrayInputStream(archive.toByteArray());
    }
  }

  protected Backup backUp(TenantTarget of) {
    var archive = new ByteArrayOutputStream();
    try (var snapshot = databases().openSnapshot(List.of(of))) {
      var fingerprint = snapshot.fingerprint(of);
      snapshot.dump(archive, bytes -> assertThat(bytes).isPositive());
      return new Backup(archive, fingerprint);
    }
  }

  private boolean writerIsIn() {
    try (var connection = asWriter(tenant);
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE orders SET note = note");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void givenSoundTenant_whenSurveyed_thenNothingIsRefused() {
    // when
    var survey = databases().survey(tenant);

    // then
    assertThat(survey.refusals()).isEmpty();
    assertThat(survey.sizeBytes()).isPositive();
    assertThat(survey.serverVersion()).isNotBlank();
  }

  @Test
  void givenUnknownCredential_whenSurveyed_thenItIsNamed() {
    // given
    var unknown = withCredential("file:/nowhere/at/all");

    // when
    var survey = databases().survey(unknown);

    // then
    assertThat(survey.refusals())
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.CREDENTIAL_UNRESOLVED);
          assertThat(failure.subject()).isEqualTo("file:/nowhere/at/all");
        });
  }

  private TenantTarget withCredential(String reference) {
    return new TenantTarget(
        tenant.id(),
        tenant.engine(),
        tenant.host(),
        tenant.port(),
        tenant.database(),
        tenant.schema(),
        reference,
        tenant.writerRoles());
  }

  @Test
  void givenUntouchedTenant_whenFingerprintedTwice_thenEqual() {
    // when
    var first = databases().fingerprint(tenant);
    var second = databases().fingerprint(tenant);

    // then
    assertThat(second).isEqualTo(first);
    assertThat(first.rows()).isEqualTo(2);
  }

  @Test
  void givenOneChangedValue_whenFingerprinted_thenOnlyTheContentDiffers() {
    // given
    var before = databases().fingerprint(tenant);
    execute(tenant, "UPDATE orders SET note = 'other' WHERE id = 1");

    // when
    var after = databases().fingerprint(tenant);

    // then
    assertThat(after.content()).isNotEqualTo(before.content());
    assertThat(after.schema()).isEqualTo(before.schema());
    assertThat(after.rows()).isEqualTo(before.rows());
  }

  @Test
  void givenTwoRowsThatSwappedAValue_whenFingerprinted_thenTheContentDiffers() {
    // given
    var before = databases().fingerprint(tenant);
    execute(
        tenant,
        "UPDATE orders SET note = CASE id WHEN 1 THEN (SELECT note FROM orders WHERE id = 2)"
            + " ELSE (SELECT note FROM orders WHERE id = 1) END WHERE id IN (1, 2)");

    // when
    var after = databases().fingerprint(tenant);

    // then
    assertThat(after.content()).isNotEqualTo(before.content());
  }

  @Test
  void givenNewColumn_whenFingerprinted_thenTheSchemaDiffers() {
    // given
    var before = databases().fingerprint(tenant);
    execute(tenant, "ALTER TABLE orders ADD COLUMN extra integer");

    // when
    var after = databases().fingerprint(tenant);

    // then
    assertThat(after.schema()).isNotEqualTo(before.schema());
    assertThat(databases().describeSchema(tenant)).contains("column orders.extra integer null");
  }

  @Test
  void givenBackup_whenTried_thenTheCopyIsEqual() {
    // given
    var backup = backUp(tenant);

    // when
    var found = databases().trialRestore(backup.read(), List.of(tenant), new Token(2));

    // then
    assertThat(found).containsExactly(backup.fingerprint());
    assertThat(databases().fingerprint(tenant)).isEqualTo(backup.fingerprint());
  }

  @Test
  void givenTruncatedArchive_whenTried_thenItFails() {
    // given
    var backup = backUp(tenant);
    var truncated = Arrays.copyOf(backup.archive().toByteArray(), backup.archive().size() * 3 / 4);

    // when
    var attempt =
        assertThatThrownBy(() ->
            databases()
                .trialRestore(new ByteArrayInputStream(truncated), List.of(tenant), new Token(2)));

    // then
    attempt.isInstanceOf(TenantDatabaseFailure.class);
  }

  @Test
  void givenWriters_whenQuiesced_thenTheyAreOutUntilReleased() throws Exception {
    // given
    var session = asWriter(tenant);
    try (var statement = session.createStatement()) {
      session.setAutoCommit(false);
      statement.executeUpdate("UPDATE orders SET note = 'lost' WHERE id = 1");
    }

    // when
    var ended = databases().quiesce(tenant, new Token(1), GRANTED);
    var inWhileQuiesced = writerIsIn();
    databases().release(tenant, new Token(2), GRANTED);
    var inAfterRelease = writerIsIn();

    // then
    assertThat(ended).isEqualTo(1);
    assertThat(inWhileQuiesced).isFalse();
    assertThat(inAfterRelease).isTrue();
    assertThat(session.isValid(1)).isFalse();
    assertThat(value(tenant, "SELECT note FROM orders WHERE id = 1")).isNotEqualTo("lost");
  }

  @Test
  void givenQuiescedTwice_whenReleased_thenTheFirstRecordCounts() {
    // given
    databases().quiesce(tenant, new Token(1), GRANTED);
    databases().quiesce(tenant, new Token(1), GRANTED);
    databases().quiesce(tenant, new Token(2), GRANTED);

    // when
    databases().release(tenant, new Token(3), GRANTED);

    // then
    assertThat(writerIsIn()).isTrue();
  }

  @Test
  void givenNothingRecorded_whenReleased_thenNothingHappens() {
    // when
    databases().release(tenant, new Token(1), GRANTED);

    // then
    assertThat(writerIsIn()).isTrue();
  }

  @Test
  void givenNewerToken_whenReleasedLate_thenFencedAndStillQuiesced() {
    // given
    databases().quiesce(tenant, new Token(5), GRANTED);

    // when
    var late = assertThatThrownBy(() -> databases().release(tenant, new Token(4), GRANTED));

    // then
    late.isInstanceOf(TenantDatabaseFailure.Fenced.class);
    assertThat(writerIsIn()).isFalse();
  }

  @Test
  void givenClaimRefused_whenQuiesced_thenNobodyIsKeptOut() {
    // when
    var refused = assertThatThrownBy(() -> databases().quiesce(tenant, new Token(1), this::refuse));

    // then
    refused.isInstanceOf(TenantDatabaseFailure.ClaimRefused.class);
    assertThat(writerIsIn()).isTrue();
  }

  private void refuse() {
    throw new TenantDatabaseFailure.ClaimRefused();
  }

  @Test
  void givenRuinedTenant_whenRestored_thenItIsWhatWasBackedUp() {
    // given
    databases().quiesce(tenant, new Token(1), GRANTED);
    var backup = backUp(tenant);
    execute(tenant, "ALTER TABLE orders ADD COLUMN extra integer", "DELETE FROM orders");

    // when
    var kept =
        databases().restore(backup.read(), tenant, new Token(2), backup.fingerprint(), GRANTED);
    var found = databases().fingerprint(tenant);
    var shut = !writerIsIn();
    databases().release(tenant, new Token(3), GRANTED);

    // then
    assertThat(found).isEqualTo(backup.fingerprint());
    assertThat(kept).isNotNull().satisfies(name -> assertThat(isKept(tenant, name)).isTrue());
    assertThat(shut).isTrue();
    assertThat(writerIsIn()).isTrue();
  }

  @Test
  void givenRestored_whenRestoredAgainUnderTheSameToken_thenNothingHappens() {
    // given
    var backup = backUp(tenant);
    var kept =
        databases().restore(backup.read(), tenant, new Token(2), backup.fingerprint(), GRANTED);
    execute(tenant, "UPDATE orders SET note = 'later'");
    var claims = new ArrayList<String>();

    // when
    var again =
        databases()
            .restore(
                backup.read(),
                tenant,
                new Token(2),
                backup.fingerprint(),
                () -> claims.add("claimed"));

    // then
    assertThat(again).isEqualTo(kept);
    assertThat(claims).isEmpty();
    assertThat(value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("later");
  }

  @Test
  void givenAnotherFingerprintExpected_whenRestored_thenTheLiveTenantStays() {
    // given
    var backup = backUp(tenant);
    execute(tenant, "UPDATE orders SET note = 'live'");
    var expected = databases().fingerprint(tenant);

    // when
    var refused =
        assertThatThrownBy(
            () -> databases().restore(backup.read(), tenant, new Token(2), expected, GRANTED));

    // then
    refused
        .isInstanceOf(TenantDatabaseFailure.Permanent.class)
        .extracting(failure -> ((TenantDatabaseFailure) failure).failure().code())
        .isEqualTo(FailureCode.FINGERPRINT_DIFFERS);
    assertThat(databases().fingerprint(tenant)).isEqualTo(expected);
  }

  @Test
  void givenClaimUnanswered_whenRestored_thenTheLiveTenantStays() {
    // given
    var backup = backUp(tenant);
    execute(tenant, "UPDATE orders SET note = 'live'");

    // when
    var refused =
        assertThatThrownBy(() ->
            databases()
                .restore(
                    backup.read(),
                    tenant,
                    new Token(2),
                    backup.fingerprint(),
                    () -> {
                      throw new TenantDatabaseFailure.ClaimUnanswered();
                    }));

    // then
    refused.isInstanceOf(TenantDatabaseFailure.ClaimUnanswered.class);
    assertThat(value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("live");
  }

  @Test
  void givenRestorerFrozenAfterItsClaim_whenANewerPassCame_thenItIsRefused() {
    // given
    var backup = backUp(tenant);
    execute(tenant, "UPDATE orders SET note = 'newer'");
    BeforeEffect frozen = () -> databases().endOlderAttempts(tenant, new Token(3), SOON);

    // when
    var woken =
        assertThatThrownBy(() ->
            databases().restore(backup.read(), tenant, new Token(2), backup.fingerprint(), frozen));

    // then
    woken.isInstanceOf(TenantDatabaseFailure.class);
    assertThat(value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("newer");
    assertThatThrownBy(() ->
            databases().restore(backup.read(), tenant, new Token(2), backup.fingerprint(), GRANTED))
        .isInstanceOf(TenantDatabaseFailure.Fenced.class);
  }

  @Test
  void givenScript_whenItsTransactionCommits_thenItsReceiptIsThere() throws Exception {
    // given
    var journal = databases().journal(tenant, new Token(1));

    // when
    try (var connection = databases().openForMigration(tenant, new Token(1), TIMEOUTS);
        var statement = connection.createStatement()) {
      journal.enter(connection);
      connection.setAutoCommit(false);
      journal.checkFence(connection);
      statement.execute("UPDATE orders SET note = 'migrated'");
      journal.receipt(connection, "V2__notes.sql");
      connection.commit();
      journal.checkFence(connection);
      statement.execute("UPDATE orders SET note = 'half'");
      journal.receipt(connection, "V3__more.sql");
      connection.rollback();

      // then
      assertThat(journal.receipts(connection)).containsExactly("V2__notes.sql");
      assertThat(journal.openIntents(connection)).isEmpty();
    }
    assertThat(value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("migrated");
  }

  @Test
  void givenIntentWithoutReceipt_whenAsked_thenItIsNamedUnderAnyToken() throws Exception {
    // given
    try (var connection = databases().openForMigration(tenant, new Token(1), TIMEOUTS)) {
      var journal = databases().journal(tenant, new Token(1));
      journal.enter(connection);
      journal.intend(connection, "V2__index.sql");
    }

    // when
    try (var connection = databases().openForMigration(tenant, new Token(2), TIMEOUTS)) {
      var journal = databases().journal(tenant, new Token(2));
      journal.enter(connection);

      // then
      assertThat(journal.openIntents(connection)).containsExactly("V2__index.sql");
      assertThat(journal.receipts(connection)).isEmpty();
    }
  }

  @Test
  void givenNewerToken_whenAnOlderMigrationGoesOn_thenItIsEndedAndFenced() throws Exception {
    // given
    var older = databases().openForMigration(tenant, new Token(1), TIMEOUTS);
    var journal = databases().journal(tenant, new Token(1));
    journal.enter(older);
    older.setAutoCommit(false);
    journal.checkFence(older);
    try (var statement = older.createStatement()) {
      statement.execute("UPDATE orders SET note = 'older'");
    }

    // when
    databases().endOlderAttempts(tenant, new Token(2), SOON);

    // then
    assertThatThrownBy(older::commit).isInstanceOf(SQLException.class);
    assertThat(value(tenant, "SELECT note FROM orders WHERE id = 1")).isNotEqualTo("older");
    try (var late = databases().openForMigration(tenant, new Token(1), TIMEOUTS)) {
      assertThatThrownBy(() -> journal.enter(late))
          .isInstanceOf(TenantDatabaseFailure.Fenced.class);
    }
  }

  @Test
  void givenScratchTenant_whenWorkIsDone_thenTheLiveOneIsNotTouched() {
    // given
    var before = databases().fingerprint(tenant);

    // when
    var lines =
        databases()
            .inScratch(
                tenant,
                scratch -> {
                  execute(scratch, "CREATE TABLE tried (id bigint PRIMARY KEY)");
                  return databases().describeSchema(scratch);
                });

    // then
    assertThat(lines).contains("column tried.id bigint not null");
    assertThat(databases().fingerprint(tenant)).isEqualTo(before);
  }

  @Test
  void givenHistory_whenSnapshotIsAsked_thenItNamesTheVersion() {
    // given
    execute(
        tenant,
        "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50),"
            + " description varchar(200) NOT NULL, success boolean NOT NULL)",
        "INSERT INTO flyway_schema_history VALUES (1, '1', 'first', true), (2, '1.1', 'second',"
            + " true), (3, NULL, 'repeatable', true)");

    // when
    try (var snapshot = databases().openSnapshot(List.of(tenant))) {
      // then
      assertThat(snapshot.schemaVersion(tenant)).isEqualTo("1.1");
    }
    assertThat(databases().describeSchema(tenant))
        .noneMatch(line -> line.contains("flyway_schema_history"));
  }

  @Test
  void givenOldCopies_whenSwept_thenTheyAreGone() {
    // given
    var backup = backUp(tenant);
    var kept =
        databases().restore(backup.read(), tenant, new Token(2), backup.fingerprint(), GRANTED);
    assertThat(kept).isNotNull();

    // when
    databases().sweep(tenant, Duration.ofDays(1), Duration.ZERO);

    // then
    assertThat(isKept(tenant, String.valueOf(kept))).isFalse();
    assertThat(databases().fingerprint(tenant)).isEqualTo(backup.fingerprint());
  }

  @Test
  void givenTwoTenantsOfOneRelease_whenDescribed_thenAlikeWhateverTheyAreCalled() {
    // given
    var one = newTenant();
    var other = newTenant();
    var release =
        new String[] {
          "CREATE TABLE parents (id bigserial PRIMARY KEY, name text DEFAULT 'a.b')",
          "CREATE TABLE children (id bigserial PRIMARY KEY, parent bigint REFERENCES parents (id))",
          "CREATE INDEX children_parent ON children (parent) WHERE parent IS NOT NULL",
          "CREATE VIEW grown AS SELECT p.name FROM parents p JOIN children c ON c.parent = p.id"
        };
    execute(one, release);
    execute(other, release);

    // when
    var described = databases().describeSchema(one);

    // then
    assertThat(described).isEqualTo(databases().describeSchema(other)).isNotEmpty();
  }
}
