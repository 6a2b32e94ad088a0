package dev.drydock.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.backup.Fixtures;
import dev.drydock.backup.application.Archives;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("keyset.json");
  }

  private int kit(byte[] in, String... arguments) {
    return new Kit(
            new ByteArrayInputStream(in), out, new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(arguments);
  }

  private byte[] sealed(String dump, Archives.Stored unknown) {
    var store = new MemoryStore();
    var manifest = Fixtures.manifest("acme", 1, unknown);
    new SealedArchives(
            store, new KeysetFile(file, false), 3, Duration.ofSeconds(5), Clock.systemUTC())
        .store(
            manifest.archive(),
            archive -> {
              try {
                archive.write(dump.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            _ -> {});
    return store.bytes(manifest.archive().key());
  }

  @Test
  void givenAnArchiveAndTheKeyset_whenOpenedWithoutAnyService_thenTheDump() {
    // given
    kit(new byte[0], "create-keyset", file.toString());
    var archive = sealed("the dump", new Archives.Stored("", 0));

    // when
    int code = kit(archive, "open", file.toString(), "ar-1-exec-acme");

    // then
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("the dump");
  }

  @Test
  void givenAnArchiveUnderAnotherName_whenOpened_thenNotDone() {
    // given
    kit(new byte[0], "create-keyset", file.toString());
    var archive = sealed("the dump", new Archives.Stored("", 0));

    // when
    int code = kit(archive, "open", file.toString(), "ar-1-exec-bolt");

    // then
    assertThat(code).isOne();
    assertThat(out.size()).isZero();
  }

  @Test
  void givenAKeyset_whenAKeyIsAddedAndPromoted_thenOldArchivesStillOpen() {
    // given
    kit(new byte[0], "create-keyset", file.toString());
    var archive = sealed("old", new Archives.Stored("", 0));

    // when
    int code =
        kit(new byte[0], "add-key", file.toString())
            + kit(new byte[0], "promote-key", file.toString())
            + kit(archive, "open", file.toString(), "ar-1-exec-acme");

    // then
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("old");
  }

  @Test
  void givenAKeyset_whenCreatedAgain_thenItIsNotReplaced() throws IOException {
    // given
    kit(new byte[0], "create-keyset", file.toString());
    var before = Files.readString(file);

    // when
    int code = kit(new byte[0], "create-keyset", file.toString());

    // then
    assertThat(code).isOne();
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
