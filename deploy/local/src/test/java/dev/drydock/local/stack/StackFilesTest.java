package dev.drydock.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServerFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFilesTest {
  @TempDir private Path home;

  @Test
  void whenSecretsAreMadeUp_thenOnlyTheirOwnerReadsThemAndTheyStay() throws IOException {
    // given
    var folder = new StackFolder("trial", home.resolve("trial"));
    folder.create();
    var secrets = new StackSecrets(folder);

    // when
    secrets.create();
    var token = secrets.adminToken();
    secrets.create();

    // then
    assertThat(secrets.adminToken()).isEqualTo(token).hasSizeGreaterThan(32);
    assertThat(Files.readString(secrets.tokensFile())).contains("sha256").doesNotContain(token);
    try (var files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file))
                  .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
  }

  @Test
  void whenAPortOfLastTimeIsTaken_thenOnlyThatOneChanges() throws IOException {
    var first = new StackPorts(StackState.empty("trial")).choose();
    int port = first.getOrDefault("kafka", 0);
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      var state = new StackState("trial", first, Map.of(), Map.of(), Map.of());

      var second = new StackPorts(state).choose();

      assertThat(second.get("kafka")).isNotEqualTo(taken.getLocalPort());
      assertThat(second.get("postgresql")).isEqualTo(first.get("postgresql"));
      assertThat(second.values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void whenAPidBelongsToAnotherProcessByNow_thenItIsNotOurs() {
    var self = ProcessHandle.current();
    long startedAtMs = self.info().startInstant().orElseThrow().toEpochMilli();

    assertThat(new StackState.Started(self.pid(), startedAtMs, "log").process()).isPresent();
    assertThat(new StackState.Started(self.pid(), startedAtMs - 1000, "log").process()).isEmpty();
  }

  @Test
  void whenTheStateIsWritten_thenItIsReadAgain() {
    var folder = new StackFolder("trial", home.resolve("trial"));
    folder.create();
    var state =
        new StackState(
            "trial", Map.of("kafka", 1), Map.of(), Map.of("coordinator", "http://a"), Map.of());

    state.write(folder);

    assertThat(StackState.read(folder)).contains(state);
  }

  @Test
  void whenANameCouldLeaveTheFolder_thenItIsRefused() {
    assertThatThrownBy(() -> StackFolder.named("../other")).isInstanceOf(LocalServerFailure.class);
  }

  @Test
  void whenAFolderIsDeleted_thenWhatItsLinksPointToStays() throws IOException {
    var kept = Files.writeString(home.resolve("kept"), "x");
    var folder = Files.createDirectories(home.resolve("gone/sub"));
    Files.createSymbolicLink(folder.resolve("link"), kept);

    LocalFiles.deleteAll(home.resolve("gone"));

    assertThat(home.resolve("gone")).doesNotExist();
    assertThat(kept).exists();
  }
}
