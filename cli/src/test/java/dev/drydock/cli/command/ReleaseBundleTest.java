package dev.drydock.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseBundleTest {
  @Test
  void givenTheSameFilesOfAnotherTime_whenZipped_thenTheBytesAreTheSame(@TempDir Path folder)
      throws IOException {
    // given
    var one = bundle(folder.resolve("one"), 0);
    var other = bundle(folder.resolve("other"), 1_700_000_000_000L);

    // when
    var first = ReleaseBundle.zip(one);
    var second = ReleaseBundle.zip(other);

    // then
    assertThat(second).isEqualTo(first);
    assertThat(names(first)).containsExactly("assertions/a.sql", "migrations/V1__a.sql");
  }

  private static Path bundle(Path folder, long modifiedAtMs) throws IOException {
    for (var name : new String[] {"migrations/V1__a.sql", "assertions/a.sql", ".git/HEAD"}) {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "SELECT 1");
      Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedAtMs));
    }
    return folder;
  }

  private static List<String> names(byte[] zip) throws IOException {
    var names = new ArrayList<String>();
    try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
