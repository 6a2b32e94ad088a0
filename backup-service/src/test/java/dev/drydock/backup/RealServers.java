package dev.drydock.backup;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.KafkaServer;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, Kafka and an S3 store as processes of their own, and a fleet of small tenants. */
@SuppressWarnings("NullAway") // The servers are there from start() on.
public class RealServers implements QuarkusTestResourceLifecycleManager {
  static final String TOKEN = "operator-token";
  static final String VIEWER = "viewer-token";
  static PostgresServer postgres;
  static ObjectStoreServer store;
  static DrydockRole role;
  static FakeCoordinator coordinator;
  private static KafkaServer kafka;
  private static final AtomicInteger TENANTS = new AtomicInteger();

  @Override
  public Map<String, String> start() {
    postgres = PostgresServer.temporary();
    store = ObjectStoreServer.temporary();
    kafka = KafkaServer.temporary();
    coordinator = new FakeCoordinator();
    role = DrydockRole.createOn(postgres);
    postgres.execute("postgres", "CREATE ROLE drydock_backup LOGIN PASSWORD 'backup'");
    postgres.createDatabase("drydock_backup", "drydock_backup");
    try {
      return configuration(Files.createTempDirectory("backup-service-it"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> configuration(Path folder) throws IOException {
    var tokens =
        """
        {"tokens":[{"name":"operator","roles":["viewer","operator"],"sha256":"%s"},
                   {"name":"viewer","roles":["viewer"],"sha256":"%s"}]}
        """
            .formatted(sha256(TOKEN), sha256(VIEWER));
    var key = Base64.getEncoder().encodeToString(new byte[32]);
    var configuration = new HashMap<String, String>();
    configuration.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    configuration.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("drydock_backup"));
    configuration.put("quarkus.datasource.username", "drydock_backup");
    configuration.put("quarkus.datasource.password", "backup");
    configuration.put("quarkus.http.test-port", "0");
    configuration.put("drydock.signing.key-file", file(folder, "key", key));
    configuration.put("drydock.access.tokens-file", file(folder, "tokens.json", tokens));
    configuration.put("drydock.coordinator.url", coordinator.url());
    configuration.put("drydock.coordinator.token-file", file(folder, "worker", "worker-token"));
    configuration.put("drydock.object-store.endpoint", store.endpoint());
    configuration.put("drydock.object-store.bucket", store.bucket());
    configuration.put("drydock.object-store.access-key", store.accessKey());
    configuration.put("drydock.object-store.secret-key-file", store.secretKeyFile().toString());
    configuration.put("drydock.backup.keyset-file", folder.resolve("keyset.json").toString());
    configuration.put("drydock.backup.create-keyset", "true");
    return configuration;
  }

  private static String file(Path folder, String name, String content) throws IOException {
    var file = Files.writeString(folder.resolve(name), content);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A database tenant with this many notes. */
  static TenantTarget databaseTenant(int notes) {
    int number = TENANTS.incrementAndGet();
    var name = "shop_" + number;
    roles(name);
    postgres.createDatabase(name, name + "_owner");
    fill(name, "public", name, notes);
    return registered("shop-" + number, name, null, name);
  }

  /** A schema tenant in this database, with this many notes. */
  static TenantTarget schemaTenant(String database, int notes) {
    int number = TENANTS.incrementAndGet();
    var name = "shop_" + number;
    roles(name);
    postgres.execute(
        database,
        "CREATE SCHEMA " + name + " AUTHORIZATION " + name + "_owner",
        "GRANT CREATE ON DATABASE " + database + " TO " + role.name());
    fill(database, name, name, notes);
    return registered("shop-" + number, database, name, name);
  }

  private static void roles(String name) {
    postgres.execute(
        "postgres",
        "CREATE ROLE " + name + "_owner NOLOGIN",
        "CREATE ROLE " + name + "_app LOGIN PASSWORD 'app'");
    role.grantTenant(name + "_owner");
  }

  private static void fill(String database, String schema, String name, int notes) {
    postgres.execute(
        database,
        "SET ROLE " + name + "_owner",
        "CREATE TABLE " + schema + ".note (id int PRIMARY KEY, text text NOT NULL)",
        "INSERT INTO "
            + schema
            + ".note SELECT i, '"
            + name
            + " ' || md5(i::text) FROM generate_series(1, "
            + notes
            + ") i",
        "GRANT USAGE ON SCHEMA " + schema + " TO " + name + "_app",
        "GRANT SELECT, INSERT ON " + schema + ".note TO " + name + "_app");
  }

  private static TenantTarget registered(
      String id, String database, @Nullable String schema, String name) {
    var tenant =
        new TenantTarget(
            new TenantId(id),
            Engine.POSTGRESQL,
            postgres.host(),
            postgres.port(),
            database,
            schema,
            role.credentialReference(),
            List.of(name + "_app"));
    coordinator.tenants.put(id, tenant);
    return tenant;
  }

  static long count(String database, String table) {
    try (var connection = postgres.connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    for (var server : new AutoCloseable[] {kafka, store, postgres, coordinator}) {
      try {
        if (server != null) {
          server.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
