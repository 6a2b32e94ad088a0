package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFilesTest {
  @TempDir Path under;

  @Test
  void givenFolderOfAProcessThatWasKilled_whenTheNextStarts_thenItIsDeleted() throws IOException {
    // given
    var left = Files.createDirectory(under.resolve("drydock-passwords-1"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("x.pgpass"), "secret");

    // when
    var files = new PasswordFiles(under);

    // then
    assertThat(left).doesNotExist();
    assertThat(files.write("line")).hasContent("line");
  }

  @Test
  void givenFolderOfAProcessThatRuns_whenAnotherStarts_thenItStays() throws IOException {
    // given
    var running = new PasswordFiles(under);
    var file = running.write("line");

    // when
    var another = new PasswordFiles(under);

    // then
    assertThat(file).exists();
    assertThat(another.write("line").getParent()).isNotEqualTo(file.getParent());
  }

  @Test
  void givenNewFile_whenWritten_thenNobodyElseReadsIt() throws IOException {
    // when
    var file = new PasswordFiles(under).write("line");

    // then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }
}
