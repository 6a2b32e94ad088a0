package dev.drydock.local.demo;

import static dev.drydock.local.PostgresServer.quoted;

import dev.drydock.local.PostgresServer;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;

/** The application's tables, put there by Flyway as the application's own deployment would. */
record TenantSchema(PostgresServer server, Path migrations) {
  /** Held strongly, or the logging framework forgets the level. */
  private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

  void migrate(String database, String schema, String owner) {
    FLYWAY_LOG.setLevel(Level.WARNING);
    Flyway.configure()
        .dataSource(server.jdbcUrl(database), server.superuser(), server.superuserPassword())
        .initSql("SET ROLE " + quoted(owner))
        .locations("filesystem:" + migrations.toAbsolutePath())
        .defaultSchema(schema)
        .schemas(schema)
        .createSchemas(false)
        .load()
        .migrate();
  }

  /** A copy of the template still belongs to the template's owner. */
  static String changeOwner(String schema, String owner) {
    return """
    DO $$
    DECLARE t record;
    BEGIN
      FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = '%s' LOOP
        EXECUTE format('ALTER TABLE %%I.%%I OWNER TO %%I', '%s', t.tablename, '%s');
      END LOOP;
    END $$\
    """
        .formatted(schema, schema, owner);
  }
}
