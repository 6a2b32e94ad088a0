package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a JDK and a Maven that only write down their calls. */
class LauncherTest {
  private static final List<String> JARS =
      List.of(
          "cli/target/cli-0.1.0.jar",
          "deploy/local/target/servers/s3proxy.jar",
          "coordinator-service/target/quarkus-app/quarkus-run.jar",
          "backup-service/target/quarkus-app/quarkus-run.jar",
          "migration-service/target/quarkus-app/quarkus-run.jar",
          "notifier-service/target/quarkus-app/quarkus-run.jar");

  @TempDir private Path root;

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(Path.of("..", "drydock"), root.resolve("drydock"));
    script("drydock", Files.readString(root.resolve("drydock")));
    script("jdk/bin/javac", "#!/bin/sh\necho javac 25.0.1\n");
    script("jdk/bin/java", "#!/bin/sh\nexit 0\n");
    for (var jar : JARS) {
      file(jar, "");
    }
    file("cli/src/main/java/A.java", "");
  }

  @Test
  void whenASourceIsEditedDuringTheBuild_thenTheNextStartBuildsAgain() throws Exception {
    // given
    script(
        "bin/mvn",
        """
        #!/bin/sh
        echo x >> built
        # A file system's clock is coarse: an edit at once would look as old as the build's start.
        until [ cli/src/main/java/A.java -nt target/drydock-built.new ]; do
          echo edited >> cli/src/main/java/A.java
        done
        """);

    // when
    start();
    start();

    // then
    assertThat(root.resolve("built")).hasContent("x\nx");
  }

  @Test
  void whenNothingWasEdited_thenItIsBuiltOnce() throws Exception {
    script("bin/mvn", "#!/bin/sh\necho x >> built\n");

    start();
    start();

    assertThat(root.resolve("built")).hasContent("x");
  }

  private void start() throws IOException, InterruptedException {
    var command = new ProcessBuilder(root.resolve("drydock").toString(), "up").inheritIO();
    command.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    command.environment().remove("DRYDOCK_NO_BUILD");
    command
        .environment()
        .merge("PATH", root.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    assertThat(command.start().waitFor()).isZero();
  }

  private void script(String path, String text) throws IOException {
    file(path, text);
    assertThat(root.resolve(path).toFile().setExecutable(true)).isTrue();
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }
}
