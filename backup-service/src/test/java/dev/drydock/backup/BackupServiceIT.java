package dev.drydock.backup;

import static dev.drydock.backup.RealServers.count;
import static dev.drydock.backup.RealServers.databaseTenant;
import static dev.drydock.backup.RealServers.postgres;
import static dev.drydock.backup.RealServers.schemaTenant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.backup.application.Backups;
import dev.drydock.backup.application.ProveBackups;
import dev.drydock.backup.application.ProveRestores;
import dev.drydock.backup.application.RestoreBackups;
import dev.drydock.backup.application.SweepGarbage;
import dev.drydock.backup.application.TakeBackups;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.tenantdatabases.TenantDatabases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it runs, against real servers. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class BackupServiceIT {
  private static final AtomicLong TOKENS = new AtomicLong();

  @Inject TakeBackups takeBackups;
  @Inject ProveBackups proveBackups;
  @Inject RestoreBackups restoreBackups;
  @Inject ProveRestores proveRestores;
  @Inject SweepGarbage sweepGarbage;
  @Inject Backups backups;
  @Inject ObjectStore store;
  @Inject TenantDatabases databases;
  @TempDir Path folder;

  @AfterEach
  void coordinatorAnswersAgain() {
    RealServers.coordinator.silent = false;
    RealServers.coordinator.claimStatus = 200;
    RealServers.coordinator.held.clear();
  }

  private static FakeWork work(Command command, long token) {
    return new FakeWork(command, token, UUID.randomUUID().toString());
  }

  private static FakeWork take(TenantTarget tenant) {
    long token = TOKENS.incrementAndGet();
    return work(new Command.TakeBackup(tenant, BackupId.of(tenant.id(), new Token(token))), token);
  }

  private static FakeWork run(StepExecutor executor, FakeWork work) throws Exception {
    executor.execute(List.of(work));
    return work;
  }

  private BackupReference taken(TenantTarget tenant) throws Exception {
    return reference(run(takeBackups, take(tenant)));
  }

  private static BackupReference reference(FakeWork taken) {
    assertThat(taken.result).isInstanceOf(Result.BackupTaken.class);
    return ((Result.BackupTaken) Objects.requireNonNull(taken.result)).backup();
  }

  private BackupReference takenInTheDock(TenantTarget tenant) throws Exception {
    databases.quiesce(tenant, new Token(1), () -> {});
    return taken(tenant);
  }

  private FakeWork prove(TenantTarget tenant, BackupReference backup) throws Exception {
    return run(proveBackups, work(new Command.ProveBackup(tenant, backup), 1));
  }

  private static FailureCode failure(FakeWork work) {
    assertThat(work.result).isInstanceOf(Result.StepFailed.class);
    return ((Result.StepFailed) Objects.requireNonNull(work.result)).failure().code();
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }

  private byte[] object(String key) throws IOException {
    try (var in = store.get(key)) {
      return in.readAllBytes();
    }
  }

  /** What a store with an error of its own would do: other bytes under the same key. */
  private void replace(String key, byte[] bytes) {
    store.delete(key);
    store.put(key, new ByteArrayInputStream(bytes), _ -> {});
  }

  @Test
  void givenADatabaseTenant_whenBackedUpAndProven_thenProven() throws Exception {
    // given
    var tenant = databaseTenant(1000);
    var backup = taken(tenant);

    // when
    var proof = prove(tenant, backup);

    // then
    assertThat(proof.result).isInstanceOf(Result.BackupProven.class);
    assertThat(backup.fingerprint().rows()).isEqualTo(1000);
    as(RealServers.VIEWER)
        .get("/api/v1/backups/" + backup.id())
        .then()
        .statusCode(200)
        .body("state", org.hamcrest.Matchers.equalTo("PROVEN"));
  }

  @Test
  void givenOneFlippedByte_whenProven_thenCorrupt() throws Exception {
    // given
    var tenant = databaseTenant(1000);
    var backup = taken(tenant);
    var bytes = object(backup.archive());
    bytes[bytes.length / 2] ^= 1;
    replace(backup.archive(), bytes);

    // when
    var proof = prove(tenant, backup);

    // then
    assertThat(failure(proof)).isEqualTo(FailureCode.BACKUP_CORRUPT);
  }

  @Test
  void givenATruncatedArchive_whenProven_thenCorrupt() throws Exception {
    // given
    var tenant = databaseTenant(1000);
    var backup = taken(tenant);
    var bytes = object(backup.archive());
    replace(backup.archive(), Arrays.copyOf(bytes, bytes.length - 1));

    // when
    var proof = prove(tenant, backup);

    // then
    assertThat(failure(proof)).isEqualTo(FailureCode.BACKUP_CORRUPT);
  }

  @Test
  void givenTwoTenantsObjectsSwapped_whenProven_thenBothCorrupt() throws Exception {
    // given
    var one = databaseTenant(100);
    var other = databaseTenant(100);
    var ofOne = taken(one);
    var ofOther = taken(other);
    var bytes = object(ofOne.archive());
    replace(ofOne.archive(), object(ofOther.archive()));
    replace(ofOther.archive(), bytes);

    // when
    var proofOfOne = prove(one, ofOne);
    var proofOfOther = prove(other, ofOther);

    // then
    assertThat(failure(proofOfOne)).isEqualTo(FailureCode.BACKUP_CORRUPT);
    assertThat(failure(proofOfOther)).isEqualTo(FailureCode.BACKUP_CORRUPT);
  }

  @Test
  void givenAManifestOfAnotherMoment_whenProven_thenCorrupt() throws Exception {
    // given
    var tenant = databaseTenant(100);
    var full = taken(tenant);
    postgres.execute(tenant.database(), "DELETE FROM note");
    var empty = taken(tenant);
    var mixed =
        new BackupReference(
            empty.id(),
            empty.tenant(),
            empty.upgrade(),
            empty.token(),
            empty.archive(),
            empty.archiveSha256(),
            empty.sizeBytes(),
            empty.schemaVersion(),
            full.fingerprint(),
            empty.takenAt());

    // when
    var proof = prove(tenant, mixed);

    // then
    assertThat(failure(proof)).isEqualTo(FailureCode.BACKUP_CORRUPT);
  }

  @Test
  void givenTwentySchemas_whenBackedUpTogether_thenOneArchiveAndEachRestorableAlone()
      throws Exception {
    // given
    postgres.createDatabase("shared", null);
    var tenants = new ArrayList<TenantTarget>();
    for (int i = 0; i < 20; i++) {
      tenants.add(schemaTenant("shared", 10 + i));
    }
    var takes = tenants.stream().map(BackupServiceIT::take).toList();

    // when
    takeBackups.execute(List.copyOf(takes));

    // then
    var references = takes.stream().map(BackupServiceIT::reference).toList();
    assertThat(references)
        .extracting(BackupReference::archive)
        .hasSize(20)
        .containsOnly(references.getFirst().archive());
    provenTogether(tenants, references);
    var chosen = tenants.get(7);
    postgres.execute("shared", "DELETE FROM " + chosen.schema() + ".note");
    databases.quiesce(chosen, new Token(1), () -> {});
    var restored =
        run(restoreBackups, work(new Command.RestoreBackup(chosen, references.get(7)), 1000));
    assertThat(restored.result).isInstanceOf(Result.BackupRestored.class);
    assertThat(count("shared", chosen.schema() + ".note")).isEqualTo(17);
    assertThat(exportOf(references.get(7)))
        .contains(chosen.schema() + " note")
        .doesNotContain(Objects.requireNonNull(tenants.get(8).schema()));
  }

  private void provenTogether(List<TenantTarget> tenants, List<BackupReference> references)
      throws Exception {
    var proofs = new ArrayList<FakeWork>();
    for (int i = 0; i < tenants.size(); i++) {
      proofs.add(work(new Command.ProveBackup(tenants.get(i), references.get(i)), 1));
    }
    proveBackups.execute(List.copyOf(proofs));
    assertThat(proofs).allMatch(work -> work.result instanceof Result.BackupProven);
  }

  /** What {@code pg_restore -l} says of the exported file. */
  private String exportOf(BackupReference backup) throws Exception {
    var file = folder.resolve("export.dump");
    Files.write(
        file,
        as(RealServers.TOKEN)
            .get("/api/v1/backups/" + backup.id() + "/export")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray());
    var pgRestore = postgres.binaries().resolve("pg_restore").toString();
    var process =
        new ProcessBuilder(pgRestore, "-l", file.toString()).redirectErrorStream(true).start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  @Test
  void givenADatabaseTenant_whenRestored_thenItIsAsBefore() throws Exception {
    // given
    var tenant = databaseTenant(50);
    var backup = takenInTheDock(tenant);
    postgres.execute(tenant.database(), "DROP TABLE note", "CREATE TABLE rubbish (x int)");

    // when
    var restored = run(restoreBackups, work(new Command.RestoreBackup(tenant, backup), 1000));

    // then
    assertThat(restored.result).isInstanceOf(Result.BackupRestored.class);
    assertThat(count(tenant.database(), "note")).isEqualTo(50);
    var proof = run(proveRestores, work(new Command.ProveRestore(tenant, backup), 1001));
    assertThat(proof.result).isInstanceOf(Result.RestoreProven.class);
  }

  @Test
  void givenARefusedClaim_whenRestored_thenTheTenantIsUntouched() throws Exception {
    // given
    var tenant = databaseTenant(50);
    var backup = takenInTheDock(tenant);
    postgres.execute(tenant.database(), "DELETE FROM note WHERE id > 10");
    RealServers.coordinator.claimStatus = 409;

    // when
    var restored = run(restoreBackups, work(new Command.RestoreBackup(tenant, backup), 1000));

    // then
    assertThat(failure(restored)).isEqualTo(FailureCode.CLAIM_REFUSED);
    assertThat(count(tenant.database(), "note")).isEqualTo(10);
  }

  @Test
  void givenAnUnreachableServer_whenBackedUp_thenTryAgain() throws Exception {
    // given
    var tenant = databaseTenant(1);
    var moved =
        new TenantTarget(
            tenant.id(),
            tenant.engine(),
            tenant.host(),
            1,
            tenant.database(),
            null,
            tenant.credential(),
            List.of());

    // when
    var take = run(takeBackups, take(moved));

    // then
    assertThat(failure(take)).isEqualTo(FailureCode.UNREACHABLE);
  }

  @Test
  void givenABackup_whenExported_thenItIsAPlainArchiveOfPgDump() throws Exception {
    // given
    var backup = taken(databaseTenant(5));

    // when
    var listed = exportOf(backup);

    // then
    assertThat(listed).contains("TABLE DATA public note");
  }

  @Test
  void givenABackupOnRequest_whenCreatedAndVerified_thenListedAsProven() {
    // given
    var tenant = databaseTenant(5);

    // when
    String id =
        as(RealServers.TOKEN)
            .body("{\"tenant\":\"" + tenant.id() + "\"}")
            .post("/api/v1/backups")
            .then()
            .statusCode(201)
            .extract()
            .path("id");

    // then
    assertThat(id).startsWith("bk-" + tenant.id() + "-adhoc-");
    as(RealServers.TOKEN).post("/api/v1/backups/" + id + "/verify").then().statusCode(200);
    List<String> states =
        as(RealServers.VIEWER)
            .get("/api/v1/backups?tenant=" + tenant.id())
            .then()
            .statusCode(200)
            .extract()
            .path("backups.state");
    assertThat(states).containsExactly("PROVEN");
  }

  @Test
  void givenABackup_whenRestoredInto_thenANewDatabaseHoldsIt() throws Exception {
    // given
    var backup = taken(databaseTenant(12));
    var name = "copy_" + UUID.randomUUID().toString().substring(0, 8);

    // when
    as(RealServers.TOKEN)
        .body("{\"name\":\"" + name + "\"}")
        .post("/api/v1/backups/" + backup.id() + "/restore-into")
        .then()
        .statusCode(200);

    // then
    assertThat(count(name, "note")).isEqualTo(12);
  }

  @Test
  void givenAHeldBackup_whenPruned_thenItStaysAndTheOtherGoes() throws Exception {
    // given
    var tenant = databaseTenant(3);
    var held = taken(tenant);
    var old = taken(tenant);
    var last = taken(tenant);
    prove(tenant, last);
    RealServers.coordinator.held.add(held.id().value());

    // when
    List<String> pruned = prune(200);

    // then
    assertThat(pruned).contains(old.id().value()).doesNotContain(held.id().value());
    assertThat(store.stat(old.archive())).isEmpty();
    assertThat(store.stat(held.archive())).isPresent();
    assertThat(store.stat(last.archive())).isPresent();
  }

  @Test
  void givenASilentCoordinator_whenPruned_thenNothingGoes() throws Exception {
    // given
    var old = taken(databaseTenant(3));
    RealServers.coordinator.silent = true;

    // when
    prune(503);

    // then
    assertThat(store.stat(old.archive())).isPresent();
  }

  private static List<String> prune(int status) {
    var answer =
        as(RealServers.TOKEN)
            .body("{\"olderThan\":\"0s\"}")
            .post("/api/v1/backups/prune")
            .then()
            .statusCode(status)
            .extract();
    return status == 200 ? answer.path("deleted") : List.of();
  }

  @Test
  void givenALostCatalogue_whenRebuilt_thenItKnowsTheBackupAndItsProof() throws Exception {
    // given
    var tenant = databaseTenant(3);
    var backup = taken(tenant);
    prove(tenant, backup);
    postgres.execute("drydock_backup", "DELETE FROM backup WHERE id = '" + backup.id() + "'");

    // when
    as(RealServers.TOKEN).post("/api/v1/catalogue/rebuild").then().statusCode(200);

    // then
    assertThat(backups.find(backup.id()))
        .hasValueSatisfying(
            b -> assertThat(b.state()).isEqualTo(dev.drydock.backup.domain.BackupState.PROVEN));
  }

  @Test
  void givenGarbageThatIsYoung_whenSwept_thenItStays() {
    // given
    store.put("archives/ar-1-young", new ByteArrayInputStream(new byte[1]), _ -> {});

    // when
    var swept = sweepGarbage.once();

    // then
    assertThat(swept.archives()).isZero();
    assertThat(store.stat("archives/ar-1-young")).isPresent();
  }

  @Test
  void givenNoOrTheWrongRole_whenAsked_thenRefused() {
    // given
    var anonymous = given().contentType(ContentType.JSON);

    // when
    // then
    anonymous.get("/api/v1/backups").then().statusCode(401);
    as(RealServers.VIEWER)
        .body("{\"olderThan\":\"1d\"}")
        .post("/api/v1/backups/prune")
        .then()
        .statusCode(403);
    as(RealServers.VIEWER).get("/api/v1/backups/bk-x-1/export").then().statusCode(403);
    as(RealServers.TOKEN)
        .body("{\"olderThan\":\"soon\"}")
        .post("/api/v1/backups/prune")
        .then()
        .statusCode(422);
    as(RealServers.VIEWER).get("/api/v1/backups/bk-none-1").then().statusCode(404);
  }
}
