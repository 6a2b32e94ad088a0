package dev.drydock.verification.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Where inputs are.
 *
 * @param root of this tree
 * @param module whose {@code corpus} and {@code dictionaries} are kept with the sources
 * @param work what a run writes: new inputs, findings, logs
 */
record Folders(Path root, Path module, Path work) {

  static Folders below(Path tree) {
    var root = tree.toAbsolutePath().normalize();
    var module = root.resolve("verification/fuzz");
    return new Folders(root, module, module.resolve("target/fuzz"));
  }

  /** Kept inputs in the order of their names, whatever order the file system has. */
  List<Path> corpus(Target target) throws IOException {
    var folder = module.resolve("corpus").resolve(target.title());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  Path dictionary(Target target) {
    return module.resolve("dictionaries").resolve(target.title() + ".dict");
  }

  Path findings(Target target) throws IOException {
    return Files.createDirectories(work.resolve("findings").resolve(target.title()));
  }

  /** An empty folder for what this run adds. */
  Path fresh(Target target) throws IOException {
    var folder = work.resolve("found").resolve(target.title());
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  Path log(Target target) throws IOException {
    return Files.createDirectories(work.resolve("logs")).resolve(target.title() + ".log");
  }
}
