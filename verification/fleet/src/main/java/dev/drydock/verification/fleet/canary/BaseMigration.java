package dev.drydock.verification.fleet.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Release 1, applied by Flyway as an application's own deployment would. */
record BaseMigration(String sql) {
  /** Held strongly, or the logging framework forgets the level. */
  private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

  static BaseMigration of(String sql) {
    FLYWAY_LOG.setLevel(Level.WARNING);
    return new BaseMigration(sql);
  }

  void apply(FluentConfiguration configuration) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("canary-base-");
      Files.writeString(folder.resolve("V1__base.sql"), sql);
      configuration.locations("filesystem:" + folder).load().migrate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        dev.drydock.local.LocalFiles.deleteAll(folder);
      }
    }
  }
}
