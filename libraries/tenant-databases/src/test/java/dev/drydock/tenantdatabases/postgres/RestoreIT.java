package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreIT {
  private static final BeforeEffect GRANTED = () -> {};

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private record Backup(ByteArrayOutputStream archive, Fingerprint fingerprint) {
    InputStream read() {
      return new ByteArrayInputStream(archive.toByteArray());
    }
  }

  private Backup backUp(TenantTarget tenant) {
    var archive = new ByteArrayOutputStream();
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      var fingerprint = snapshot.fingerprint(tenant);
      snapshot.dump(archive, _ -> {});
      return new Backup(archive, fingerprint);
    }
  }

  private void set(TenantTarget tenant, String... statements) {
    for (var statement : statements) {
      fleet.server().execute("postgres", statement.replace("$", tenant.database()));
    }
  }

  @Test
  void givenPropertiesThatTheMigrationChanged_whenRestored_thenTheOldOnesAreBack() {
    // given
    var tenant = fleet.databaseTenant();
    set(
        tenant,
        "ALTER DATABASE $ SET search_path = \"$user\", public, \"odd, schema\"".replace("$u", "#u"),
        "ALTER DATABASE $ SET work_mem = '9MB'",
        "ALTER ROLE $_app IN DATABASE $ SET statement_timeout = '7s'",
        "ALTER DATABASE $ CONNECTION LIMIT 33",
        "COMMENT ON DATABASE $ IS 'it''s ours'",
        "REVOKE CONNECT ON DATABASE $ FROM PUBLIC",
        "GRANT CONNECT ON DATABASE $ TO $_app");
    var backup = backUp(tenant);
    set(
        tenant,
        "ALTER DATABASE $ SET work_mem = '1MB'",
        "ALTER DATABASE $ CONNECTION LIMIT -1",
        "COMMENT ON DATABASE $ IS NULL",
        "GRANT CONNECT ON DATABASE $ TO PUBLIC");

    // when
    databases.restore(backup.read(), tenant, new Token(4), backup.fingerprint(), GRANTED);

    // then
    assertThat(databases.fingerprint(tenant)).isEqualTo(backup.fingerprint());
    assertThat(
            fleet.value(
                tenant,
                "SELECT datconnlimit || ' ' || shobj_description(oid, 'pg_database') || ' ' ||"
                    + " pg_get_userbyid(datdba) || ' ' || datacl::text FROM pg_database WHERE"
                    + " datname = current_database()"))
        .startsWith("33 it's ours " + tenant.database() + "_owner ")
        .doesNotContain("{=", ",=c");
    assertThat(
            fleet.value(
                tenant,
                "SELECT string_agg(setconfig::text, ' ' ORDER BY setrole) FROM"
                    + " pg_db_role_setting s JOIN pg_database d ON d.oid = setdatabase WHERE"
                    + " datname = current_database()"))
        .contains("work_mem=9MB", "statement_timeout=7s", "odd, schema");
    assertThat(fleet.value(tenant, "SELECT count(*) FROM pg_statistic WHERE starelid >= 16384"))
        .isNotEqualTo("0");
  }

  @Test
  void givenRestorerFrozenAfterItsClaim_whenTheNewerPassQuiesced_thenTheFenceRefusesIt() {
    // given
    for (var tenant : List.of(fleet.databaseTenant(), fleet.schemaTenant())) {
      var backup = backUp(tenant);
      fleet.execute(tenant, "UPDATE orders SET note = 'newer'");
      BeforeEffect frozen = () -> databases.quiesce(tenant, new Token(9), GRANTED);

      // when
      var woken =
          assertThatThrownBy(() ->
              databases.restore(backup.read(), tenant, new Token(8), backup.fingerprint(), frozen));

      // then
      woken.isInstanceOf(TenantDatabaseFailure.class);
      assertThat(fleet.value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("newer");
      databases.release(tenant, new Token(10), GRANTED);
    }
  }

  @Test
  void givenReadersThatComeBackAtOnce_whenRestored_thenTheSwapHappens() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var backup = backUp(tenant);
    var reader = fleet.asWriter(tenant);

    // when
    databases.restore(backup.read(), tenant, new Token(2), backup.fingerprint(), GRANTED);

    // then
    assertThat(reader.isValid(1)).isFalse();
    assertThat(databases.fingerprint(tenant)).isEqualTo(backup.fingerprint());
  }

  @Test
  void givenFailedRestore_whenOver_thenNoCopyIsLeft() {
    // given
    var tenant = fleet.databaseTenant();
    var backup = backUp(tenant);
    var wrong = new Fingerprint("pg-2", "no", "no", 0);

    // when
    assertThatThrownBy(() -> databases.restore(backup.read(), tenant, new Token(2), wrong, GRANTED))
        .isInstanceOf(TenantDatabaseFailure.Permanent.class);

    // then
    assertThat(
            fleet.value(
                tenant,
                "SELECT count(*) FROM pg_database WHERE datname LIKE '\\_drydock\\_s\\_"
                    + tenant.id()
                    + "\\_%'"))
        .isEqualTo("0");
  }

  @Test
  void givenTwoSchemasInOneArchive_whenOneIsRestored_thenTheOtherStays() {
    // given
    var first = fleet.schemaTenant();
    var name = fleet.nextName();
    var second = fleet.schemaTenant(first.database(), name, name + "_app");
    var archive = new ByteArrayOutputStream();
    Fingerprint ofSecond;
    List<Fingerprint> both;
    try (var snapshot = databases.openSnapshot(List.of(first, second))) {
      both = List.of(snapshot.fingerprint(first), snapshot.fingerprint(second));
      ofSecond = both.getLast();
      snapshot.dump(archive, _ -> {});
    }
    fleet.execute(first, "UPDATE orders SET note = 'later'");
    fleet.execute(second, "DROP TABLE orders");

    // when
    var tried =
        databases.trialRestore(
            new ByteArrayInputStream(archive.toByteArray()), List.of(first, second), new Token(2));
    databases.restore(
        new ByteArrayInputStream(archive.toByteArray()), second, new Token(3), ofSecond, GRANTED);

    // then
    assertThat(tried).isEqualTo(both);
    assertThat(databases.fingerprint(second)).isEqualTo(ofSecond);
    assertThat(fleet.value(first, "SELECT note FROM orders WHERE id = 1")).isEqualTo("later");
  }

  @Test
  void givenBackup_whenRestoredIntoANewDatabase_thenThePersonFindsTheRows() {
    // given
    var tenant = fleet.databaseTenant();
    var backup = backUp(tenant);
    var name = fleet.nextName() + "_look";

    // when
    databases.restoreInto(backup.read(), tenant, name);

    // then
    var copy = fleet.target("copy", name, null, List.of());
    assertThat(fleet.value(copy, "SELECT count(*) FROM orders")).isEqualTo("2");
  }
}
