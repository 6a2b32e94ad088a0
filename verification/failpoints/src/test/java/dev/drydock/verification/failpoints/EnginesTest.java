package dev.drydock.verification.failpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  @TempDir Path classes;

  @Test
  void anEngineIsAPackageWithAnAdapter() throws Exception {
    Files.createFile(
        Files.createDirectory(classes.resolve("postgres"))
            .resolve("PostgresTenantDatabases.class"));
    Files.createFile(
        Files.createDirectory(classes.resolve("mariadb")).resolve("MariaDbTenantDatabases.class"));
    Files.createFile(Files.createDirectory(classes.resolve("shared")).resolve("Words.class"));
    Files.createFile(classes.resolve("TenantDatabases.class"));

    assertThat(Engines.in(classes)).containsExactly("mariadb", "postgres");
  }
}
