package dev.drydock.local;

import static dev.drydock.local.PostgresServer.quoted;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Drydock's own role on a tenant server, with exactly the grants that the README lists; never a
 * superuser.
 */
public final class DrydockRole {
  private static final String NAME = "drydock";

  private final Postgres server;
  private final String password;
  private final Path credential;

  private DrydockRole(Postgres server, String password, Path credential) {
    this.server = server;
    this.password = password;
    this.credential = credential;
  }

  /** Creates the role, or gives the existing one of an earlier start the same grants again. */
  public static DrydockRole createOn(Postgres server) {
    var password = LocalFiles.secretIn(server.folder().resolve("drydock.password"));
    server.execute(
        "postgres",
        "DO $$ BEGIN CREATE ROLE drydock; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "ALTER ROLE drydock LOGIN CREATEDB CREATEROLE NOSUPERUSER PASSWORD '" + password + "'",
        "GRANT pg_read_all_data, pg_signal_backend TO drydock");
    var credential = server.folder().resolve("drydock.credential");
    LocalFiles.writeSecret(credential, "user=%s%npassword=%s%n".formatted(NAME, password));
    return new DrydockRole(server, password, credential);
  }

  /** What is granted per tenant: membership in the role that owns its database or schema. */
  public void grantTenant(String ownerRole) {
    server.execute("postgres", "GRANT " + quoted(ownerRole) + " TO drydock" + adminOption());
  }

  /** The same for many, in one session. */
  public void grantTenants(List<String> ownerRoles) {
    var option = adminOption();
    server.execute(
        "postgres",
        ownerRoles.stream()
            .map(owner -> "GRANT " + quoted(owner) + " TO drydock" + option)
            .toArray(String[]::new));
  }

  /** What writer roles need so that Drydock may keep them out; nothing before PostgreSQL 16. */
  public void grantWriters(List<String> writerRoles) {
    if (!adminOption().isEmpty()) {
      grantTenants(writerRoles);
    }
  }

  /** From PostgreSQL 16 on, altering a role needs ADMIN OPTION on it. */
  private String adminOption() {
    try (var connection = server.connect("postgres")) {
      return connection.getMetaData().getDatabaseMajorVersion() >= 16 ? " WITH ADMIN OPTION" : "";
    } catch (SQLException e) {
      throw new LocalServerFailure("could not ask for the version", e);
    }
  }

  public String name() {
    return NAME;
  }

  public String password() {
    return password;
  }

  /** What a tenant's registration names: {@code file:/...}, of mode 0600. */
  public String credentialReference() {
    return "file:" + credential.toAbsolutePath();
  }

  public Connection connect(String database) throws SQLException {
    return server.connect(database, NAME, password);
  }
}
