package dev.drydock.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.local.Installation;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    var first = ports(StackState.empty("trial"), "trial").choose();
    int port = first.getOrDefault("kafka", 0);
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      var state = new StackState("trial", first, Map.of(), Map.of(), Map.of());

      var second = ports(state, "trial").choose();

      assertThat(second.get("kafka")).isNotEqualTo(taken.getLocalPort());
      assertThat(second.get("postgresql")).isEqualTo(first.get("postgresql"));
      assertThat(second.values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void whenTwoStacksChooseBeforeEitherHasBound_thenTheyShareNoPort() {
    var one = ports(StackState.empty("one"), "one").choose();
    var other = ports(StackState.empty("other"), "other").choose();

    assertThat(other.values()).doesNotContainAnyElementsOf(one.values());
    assertThat(ports(StackState.empty("one"), "one").choose()).containsAllEntriesOf(usual(one));
  }

  @Test
  void whenACommandEndedWithoutBinding_thenItsPortsAreFreeAgain() throws Exception {
    // given
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    var reservations = home.resolve("ports");
    Files.writeString(reservations, "8080 %d gone/1 /other/stack\n".formatted(gone.pid()));

    // when
    var chosen = new PortReservations(reservations).reserve("mine", StackFilesTest::others);

    // then
    assertThat(chosen).isEmpty();
  }

  private static Map<String, Integer> others(Set<Integer> taken) {
    return taken.stream().collect(Collectors.toMap(String::valueOf, port -> port));
  }

  /** The services' usual ports are kept, unless something on this machine has them. */
  private static Map<String, Integer> usual(Map<String, Integer> chosen) {
    return chosen.entrySet().stream()
        .filter(entry -> entry.getValue() < 20_000)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private StackPorts ports(StackState state, String stack) {
    return new StackPorts(
        state, new PortReservations(home.resolve("reservations")), home.resolve(stack));
  }

  @Test
  void whenAPidBelongsToAnotherProcessByNow_thenItIsNotOurs() {
    var self = ProcessHandle.current();
    var identity = ProcessIdentity.of(self);

    assertThat(new StackState.Started(self.pid(), identity, "log").process()).isPresent();
    assertThat(new StackState.Started(self.pid(), identity + "1", "log").process()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whenTheWallClockSteps_thenAProcessIsStillTheSame() throws IOException {
    var boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();

    assertThat(ProcessIdentity.of(ProcessHandle.current())).matches(boot + "/\\d+");
  }

  @Test
  void whenAServerOfTheStackCannotBeEnded_thenItsDataIsKept() throws Exception {
    // given
    var folder = new StackFolder("trial", home.resolve("trial"));
    folder.create();
    StackState.empty("trial").write(folder);
    var program = home.resolve("trial/kafka/Sleeper.java");
    Files.createDirectories(program.getParent());
    Files.writeString(
        program, "void main() throws Exception { IO.println(1); Thread.sleep(60_000); }");
    var server = new ProcessBuilder(Installation.java(), program.toString()).start();

    // when
    try {
      server.getInputStream().read();

      // then
      assertThatThrownBy(() -> new LocalStack(folder, Map.of()).purge())
          .isInstanceOf(LocalServerFailure.class)
          .hasMessageContaining(Long.toString(server.pid()));
      assertThat(program).exists();
    } finally {
      server.destroyForcibly().waitFor();
    }
    new LocalStack(folder, Map.of()).purge();
    assertThat(folder.path()).doesNotExist();
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
