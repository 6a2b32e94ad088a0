package dev.drydock.verification.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.local.DrydockRole;
import dev.drydock.local.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The README's own steps, against a PostgreSQL that Drydock did not start and scripts that it never
 * saw.
 */
class OwnFleetIT {
  private final Drydock drydock = Drydock.inEmptyHome();
  private final PostgresServer server = PostgresServer.temporary();

  @BeforeEach
  void start() {
    var up = drydock.run("up");
    assertThat(up.exitCode()).as(up.stderr()).isZero();
  }

  @AfterEach
  void stop() {
    drydock.run("down", "--purge", "--yes");
    server.close();
  }

  @Test
  void
      givenAFleetWithoutHistory_whenItIsUpgradedTwice_thenItIsThereAndASecondTimeThereIsNothingToDo()
          throws IOException {
    // given
    var tenants = fleet();
    var release = release();

    // when
    var imported = drydock.run("tenant", "import", tenants.toString());
    var created = drydock.run("release", "create", "notes:2.0", release.toString());
    var planned = drydock.run("plan", "--release", "notes:2.0", "-o", "json");
    var upgraded = drydock.run("upgrade", "--release", "notes:2.0", "--yes", "-o", "json");
    var again = drydock.run("upgrade", "--release", "notes:2.0", "--yes", "-o", "json");

    // then
    assertThat(imported.exitCode()).as(imported.stderr()).isZero();
    assertThat(created.exitCode()).as(created.stderr()).isZero();
    assertThat(planned.exitCode()).as(planned.stderr()).isZero();
    assertThat(upgraded.exitCode()).as(upgraded.stderr()).isZero();
    var counts = upgraded.lastLine().path("counts");
    assertThat(counts.path("upgraded").asInt()).isEqualTo(4);
    assertThat(again.exitCode()).as(again.stderr()).isZero();
    var shown = drydock.run("show", "tenant", "notes-1", "-o", "json").json();
    assertThat(shown.path("state").asText()).isEqualTo("UPGRADED");
    assertThat(shown.path("version").asText()).isEqualTo("2");
    assertThat(shown.path("steps")).isNotEmpty();
    backupsAreThePersons();
  }

  /** What the README says about backups, with the one that the first upgrade took. */
  private void backupsAreThePersons() {
    var backup = succeeds("backup", "list", "--tenant", "notes-1", "-o", "name").stdout().strip();
    assertThat(backup).startsWith("bk-notes-1-");
    succeeds("backup", "verify", backup);
    assertThat(succeeds("backup", "export", backup).stdout()).startsWith("PGDMP");
    succeeds("restore", "notes-1", "--backup", backup, "--into", "notes_1_before");
    succeeds("backup", "prune", "--older-than", "30d", "--dry-run");
    succeeds("catalog", "rebuild");
    succeeds("events", "tail", "--no-follow");
    succeeds("doctor");
  }

  private Drydock.Run succeeds(String... arguments) {
    var run = drydock.run(arguments);
    assertThat(run.exitCode()).as(String.join(" ", arguments) + ": " + run.stderr()).isZero();
    return run;
  }

  private Path fleet() throws IOException {
    var role = DrydockRole.createOn(server);
    var tenants = new StringBuilder("[");
    for (int i = 1; i <= 3; i++) {
      server.execute(
          "postgres",
          "CREATE ROLE notes_%d_owner NOLOGIN".formatted(i),
          "CREATE ROLE notes_%d_app LOGIN PASSWORD 'local-test-only'".formatted(i));
      role.grantTenant("notes_%d_owner".formatted(i));
      role.grantTenant("notes_%d_app".formatted(i));
      server.createDatabase("notes_" + i, "notes_%d_owner".formatted(i));
      tenants.append(i > 1 ? "," : "");
      tenants.append(
          """
          {"id": "notes-%d", "engine": "postgresql", "host": "127.0.0.1", "port": %d,
           "database": "notes_%d", "credential": "%s", "writerRoles": ["notes_%d_app"],
           "labels": {"app": "notes"}}
          """
              .formatted(i, server.port(), i, role.credentialReference(), i));
    }
    tenants.append(',').append(schemaTenant(role));
    return Files.writeString(drydock.stateHome().resolve("tenants.json"), tenants + "]");
  }

  private String schemaTenant(DrydockRole role) {
    server.execute(
        "postgres",
        "CREATE ROLE notes_s_owner NOLOGIN",
        "CREATE ROLE notes_s_app LOGIN PASSWORD 'local-test-only'");
    role.grantTenant("notes_s_owner");
    role.grantTenant("notes_s_app");
    server.createDatabase("shared", null);
    server.execute("shared", "CREATE SCHEMA notes_s AUTHORIZATION notes_s_owner");
    server.execute("postgres", "GRANT CREATE ON DATABASE shared TO drydock");
    return """
    {"id": "notes-s", "engine": "postgresql", "host": "127.0.0.1", "port": %d,
     "database": "shared", "schema": "notes_s", "credential": "%s",
     "writerRoles": ["notes_s_app"]}
    """
        .formatted(server.port(), role.credentialReference());
  }

  private Path release() throws IOException {
    var folder = Files.createDirectories(drydock.stateHome().resolve("notes-2.0"));
    Files.writeString(
        folder.resolve("V1__notes.sql"),
        "CREATE TABLE note (id bigserial PRIMARY KEY, text text);");
    Files.writeString(
        folder.resolve("V2__authors.sql"), "ALTER TABLE note ADD COLUMN author text NOT NULL;");
    return folder;
  }
}
