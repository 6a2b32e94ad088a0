package dev.drydock.local.demo;

import static dev.drydock.local.PostgresServer.quoted;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Creates a fleet at release 1.0.0 of the example application: roles, databases, schemas, Flyway's
 * history and orders. Each tenant has an owner role of its own and a login for its application.
 */
public final class DemoFleet {
  private static final int PARALLEL = 4;
  private static final String TEMPLATE = "shops_template";

  private final PostgresServer server;
  private final DrydockRole role;
  private final Path migrations;

  /**
   * @param release the folder of release 1.0.0: {@code deploy/examples/etsy-sevdesk/release-1.0.0}
   */
  public DemoFleet(PostgresServer server, DrydockRole role, Path release) {
    this.server = server;
    this.role = role;
    this.migrations = release.resolve("migrations");
  }

  /** Creates all of them; a fleet of the same names must not exist. */
  public List<DemoTenant> create(FleetPlan plan) {
    var tenants = plan.tenants();
    createRoles(plan, tenants);
    if (plan.databases() > 0) {
      server.createDatabase(TEMPLATE, TEMPLATE + "_owner");
      new TenantSchema(server, migrations).migrate(TEMPLATE, "public", TEMPLATE + "_owner");
    }
    plan.sharedDatabaseNames().forEach(this::createShared);
    grantShared(tenants);
    createAll(tenants);
    return tenants;
  }

  /**
   * Thousands of new files wait for the next checkpoint, and a dropped database waits for it too:
   * they are flushed while the fleet is made, else the first tenant's check would.
   */
  private void createAll(List<DemoTenant> tenants) {
    try (var flushing = Executors.newSingleThreadScheduledExecutor()) {
      var _ = flushing.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
      inParallel(tenants, this::createTenant);
    }
    flush();
  }

  private void flush() {
    server.execute("postgres", "CHECKPOINT");
  }

  /** The body of {@code POST /tenants/import}. */
  public ObjectNode registrations(List<DemoTenant> tenants) {
    var json = JsonNodeFactory.instance.objectNode();
    var list = json.putArray("tenants");
    tenants.forEach(tenant -> list.add(tenant.registration(server, role)));
    return json;
  }

  private void createRoles(FleetPlan plan, List<DemoTenant> tenants) {
    var statements = new ArrayList<String>();
    var owners = new ArrayList<String>();
    if (plan.databases() > 0) {
      owners.add(TEMPLATE + "_owner");
    }
    plan.sharedDatabaseNames().forEach(name -> owners.add(name + "_owner"));
    tenants.forEach(tenant -> owners.add(tenant.ownerRole()));
    owners.forEach(owner -> statements.add("CREATE ROLE " + quoted(owner) + " NOLOGIN"));
    tenants.forEach(tenant ->
        statements.add(
            "CREATE ROLE %s LOGIN PASSWORD '%s'"
                .formatted(quoted(tenant.writerRole()), LocalFiles.newSecret())));
    server.execute("postgres", statements.toArray(String[]::new));
    role.grantTenants(owners);
    role.grantWriters(tenants.stream().map(DemoTenant::writerRole).toList());
  }

  private void createShared(String database) {
    server.createDatabase(database, database + "_owner");
  }

  /** One after the other: two grants on one database at once fail. */
  private void grantShared(List<DemoTenant> tenants) {
    var grants =
        tenants.stream()
            .filter(tenant -> tenant.schema() != null)
            .map(tenant ->
                "GRANT CREATE ON DATABASE %s TO %s"
                    .formatted(quoted(tenant.database()), quoted(tenant.ownerRole())))
            .toArray(String[]::new);
    server.execute("postgres", grants);
  }

  private void createTenant(DemoTenant tenant) {
    if (tenant.schema() == null) {
      createDatabase(tenant);
    } else {
      createSchema(tenant);
    }
    server.execute(tenant.database(), new TenantRows(tenant).statements());
  }

  private void createDatabase(DemoTenant tenant) {
    var database = quoted(tenant.database());
    server.execute(
        "postgres",
        "CREATE DATABASE %s TEMPLATE %s OWNER %s"
            .formatted(database, TEMPLATE, quoted(tenant.ownerRole())),
        "REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC",
        "GRANT CONNECT ON DATABASE %s TO %s".formatted(database, quoted(tenant.writerRole())));
    server.execute(tenant.database(), TenantSchema.changeOwner("public", tenant.ownerRole()));
  }

  private void createSchema(DemoTenant tenant) {
    var owner = quoted(tenant.ownerRole());
    server.execute(
        tenant.database(),
        "CREATE SCHEMA %s AUTHORIZATION %s".formatted(quoted(tenant.tablesIn()), owner));
    new TenantSchema(server, migrations)
        .migrate(tenant.database(), tenant.tablesIn(), tenant.ownerRole());
  }

  private interface Work {
    void on(DemoTenant tenant);
  }

  private static void inParallel(List<DemoTenant> tenants, Work work) {
    try (var threads = Executors.newFixedThreadPool(PARALLEL)) {
      var futures = tenants.stream().map(each -> threads.submit(() -> work.on(each))).toList();
      for (var future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new LocalServerFailure("fleet not created: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerFailure("interrupted", e);
    }
  }
}
