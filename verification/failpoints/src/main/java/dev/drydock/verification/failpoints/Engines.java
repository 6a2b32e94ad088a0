package dev.drydock.verification.failpoints;

import dev.drydock.local.Installation;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engines that there are adapters for: packages with an implementation of the port. */
final class Engines {
  private static final String PORT = "TenantDatabases";

  private Engines() {}

  static List<String> ofTheBuild() {
    return in(
        Installation.find()
            .root()
            .resolve("libraries/tenant-databases/target/classes/dev/drydock/tenantdatabases"));
  }

  static List<String> in(Path classes) {
    try (var folders = Files.list(classes)) {
      return folders
          .filter(Files::isDirectory)
          .filter(Engines::holdsAnAdapter)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new NotCarriedOut("no adapters in " + classes + ": build the product first");
    }
  }

  private static boolean holdsAnAdapter(Path folder) {
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(PORT + ".class"));
    } catch (IOException e) {
      return false;
    }
  }
}
