package dev.drydock.verification.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What people really type wrong: each gets a message that names the place and the next step, and
 * registers nothing.
 */
class BadInputIT {
  private static final Drydock DRYDOCK = Drydock.inEmptyHome();

  @BeforeAll
  static void start() {
    var up = DRYDOCK.run("up");
    assertThat(up.exitCode()).as(up.stderr()).isZero();
  }

  @AfterAll
  static void stop() {
    DRYDOCK.run("down", "--purge", "--yes");
  }

  @Test
  void brokenJson() throws IOException {
    var run = DRYDOCK.run("tenant", "import", file("broken.json", "[\n {\"id\": \"a\",\n"));

    assertThat(run.exitCode()).isIn(1, 2);
    assertThat(run.stderr()).containsPattern("line \\d+");
    nothingIsRegistered();
  }

  @Test
  void duplicateTenants() throws IOException {
    var tenant =
        """
        {"id": "twice", "engine": "postgresql", "host": "127.0.0.1", "port": 5432, "database": "d%d",
         "credential": "env:DB", "writerRoles": ["app"]}
        """;
    var both = "[" + tenant.formatted(1) + "," + tenant.formatted(2) + "]";

    var run = DRYDOCK.run("tenant", "import", file("twice.json", both));

    assertThat(run.exitCode()).isIn(1, 2);
    assertThat(run.stderr()).contains("twice");
    nothingIsRegistered();
  }

  @Test
  void twoScriptsOfOneVersion() throws IOException {
    var folder = Files.createDirectories(DRYDOCK.stateHome().resolve("double"));
    Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");
    Files.writeString(folder.resolve("V1__b.sql"), "SELECT 2;");

    var run = DRYDOCK.run("release", "create", "double:1", folder.toString());

    assertThat(run.exitCode()).isIn(1, 2);
    assertThat(run.stderr()).contains("V1__a.sql").contains("V1__b.sql");
    assertThat(DRYDOCK.run("release", "list", "-o", "name").stdout()).doesNotContain("double");
  }

  @Test
  void unknownUpgrade() {
    var run = DRYDOCK.run("show", "upgrade", "up-0000000000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("up-0000000000");
  }

  @Test
  void wrongToken() throws IOException {
    var token = DRYDOCK.stateHome().resolve("drydock/local/token");
    var right = Files.readString(token);
    try {
      Files.writeString(token, "not-a-token");

      var run = DRYDOCK.run("tenant", "list");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr()).contains("token").doesNotContain("not-a-token");
    } finally {
      Files.writeString(token, right);
    }
  }

  @Test
  void tenantThatCannotBeReached() throws IOException {
    var unreachable =
        """
        [{"id": "gone", "engine": "postgresql", "host": "127.0.0.1", "port": 1, "database": "d",
          "credential": "file:%s", "writerRoles": ["app"]}]
        """
            .formatted(file("gone.credential", "user=u\npassword=p\n"));
    var folder = Files.createDirectories(DRYDOCK.stateHome().resolve("one"));
    Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");

    DRYDOCK.run("tenant", "import", file("gone.json", unreachable));
    DRYDOCK.run("release", "create", "one:1", folder.toString());
    var run =
        DRYDOCK.run(
            "upgrade", "--release", "one:1", "--selector", "id in (gone)", "--yes", "-o", "json");

    assertThat(run.exitCode()).as(run.stderr()).isIn(3, 4);
    assertThat(run.stderr()).contains("gone").contains("unreachable");
  }

  private static String file(String name, String content) throws IOException {
    Path file = DRYDOCK.stateHome().resolve(name);
    return Files.writeString(file, content).toString();
  }

  private static void nothingIsRegistered() {
    var list = DRYDOCK.run("tenant", "list", "-o", "name");
    assertThat(list.exitCode()).as(list.stderr()).isZero();
    assertThat(list.stdout()).doesNotContain("twice").doesNotContain("\na\n");
  }
}
