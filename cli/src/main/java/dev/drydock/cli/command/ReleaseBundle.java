package dev.drydock.cli.command;

import dev.drydock.cli.http.CliFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder as a ZIP that depends on names and content alone, so that its digest does too. */
final class ReleaseBundle {
  /** 1980-01-01, the first that a ZIP can hold, without a time zone. */
  private static final java.time.LocalDateTime TIME = java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

  private ReleaseBundle() {}

  static byte[] zip(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CliFailure(
          folder + " is not a folder", "name the folder that holds migrations/ or the scripts");
    }
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files(folder)) {
        var entry = new ZipEntry(folder.relativize(file).toString());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new CliFailure("cannot read " + folder, "check that you may read all its files");
    }
    return bytes.toByteArray();
  }

  /** Hidden files are the editor's or the version control's, not the release's. */
  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).toString().matches("(.*/)?\\..*"))
          .sorted()
          .toList();
    }
  }
}
