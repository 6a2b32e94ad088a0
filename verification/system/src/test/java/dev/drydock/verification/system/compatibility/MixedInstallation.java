package dev.drydock.verification.system.compatibility;

import dev.drydock.verification.fleet.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder that looks like a built repository, of which each service is of the one build or the
 * other; servers and documents are always the present one's.
 */
final class MixedInstallation {
  private final Path folder;
  private final Path present;
  private final Path previous;

  MixedInstallation(Path folder, Path present, Path previous) {
    this.folder = folder;
    this.present = present;
    this.previous = previous;
    try {
      Files.createDirectories(folder);
      Files.createSymbolicLink(folder.resolve("deploy"), present.resolve("deploy"));
      for (var part : Part.SERVICES) {
        var module = Files.createDirectories(folder.resolve(module(part)));
        Files.createSymbolicLink(
            module.resolve("README.md"), present.resolve(module(part)).resolve("README.md"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which build. */
  enum Build {
    PREVIOUS,
    PRESENT
  }

  Path folder() {
    return folder;
  }

  /** The service is of that build when it starts next; it must not run. */
  void use(Part part, Build build) {
    var link = folder.resolve(module(part)).resolve("target");
    try {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, root(build).resolve(module(part)).resolve("target"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path jar(Part part, Build build) {
    return root(build).resolve(module(part)).resolve("target/quarkus-app/quarkus-run.jar");
  }

  private Path root(Build build) {
    return switch (build) {
      case PREVIOUS -> previous;
      case PRESENT -> present;
    };
  }

  private static String module(Part part) {
    return part.name().toLowerCase(Locale.ROOT) + "-service";
  }
}
