package dev.drydock.migration.application;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server with one tenant, in memory: enough to see what is asked of it, and in which order. */
final class FakeDatabases implements TenantDatabases {
  Optional<Token> pass = Optional.of(new Token(1));
  static final Fingerprint BEFORE = new Fingerprint("t-1", "schema", "content", 1);

  final List<String> calls = new ArrayList<>();
  final List<Failure> refusals = new ArrayList<>();
  final List<String> openIntents = new ArrayList<>();
  final List<String> receipts = new ArrayList<>();
  List<String> expectedSchema = List.of();
  List<String> schema = List.of();
  Fingerprint now = BEFORE;
  Token fence = Token.NONE;
  boolean unreachable;
  boolean unreadable;

  @Override
  public Engine engine() {
    return Engine.POSTGRESQL;
  }

  @Override
  public Survey survey(TenantTarget tenant) {
    calls.add("survey");
    return new Survey(refusals, "15", 4096, List.of());
  }

  @Override
  public int quiesce(TenantTarget tenant, Token token, BeforeEffect claim) {
    claim.claim();
    calls.add("quiesce");
    return 3;
  }

  @Override
  public void release(TenantTarget tenant, Token token, BeforeEffect claim) {
    claim.claim();
    calls.add("release");
  }

  @Override
  public void endOlderAttempts(TenantTarget tenant, Token token, Duration deadline) {
    calls.add("end older");
    compare(token);
  }

  @Override
  public List<String> describeSchema(TenantTarget tenant) {
    calls.add("describe " + tenant.database());
    return tenant.database().equals("scratch") ? expectedSchema : schema;
  }

  @Override
  public <T> T inScratch(TenantTarget beside, ScratchWork<T> work) {
    calls.add("scratch");
    return work.run(
        new TenantTarget(
            beside.id(),
            beside.engine(),
            beside.host(),
            beside.port(),
            "scratch",
            null,
            beside.credential(),
            List.of()));
  }

  @Override
  public Fingerprint fingerprint(TenantTarget tenant) {
    calls.add("fingerprint");
    if (unreadable) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(dev.drydock.contracts.FailureCode.LOCK_TIMEOUT));
    }
    return now;
  }

  @Override
  public Connection openForMigration(TenantTarget tenant, Token token, MigrationTimeouts timeouts) {
    if (unreachable) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(dev.drydock.contracts.FailureCode.UNREACHABLE));
    }
    calls.add("open");
    return (Connection)
        Proxy.newProxyInstance(
            FakeDatabases.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == boolean.class) {
                return true;
              }
              return null;
            });
  }

  @Override
  public MigrationJournal journal(TenantTarget tenant, Token token) {
    return new MigrationJournal() {
      @Override
      public Optional<Token> pass() {
        return pass;
      }

      @Override
      public void enter(Connection connection) {
        calls.add("enter");
        compare(token);
        fence = token;
      }

      @Override
      public void checkFence(Connection connection) {
        compare(token);
      }

      @Override
      public void intend(Connection connection, String script) {
        calls.add("intend " + script);
        openIntents.add(script);
      }

      @Override
      public void receipt(Connection connection, String script) {
        calls.add("receipt " + script);
        openIntents.remove(script);
        receipts.add(script);
      }

      @Override
      public List<String> openIntents(Connection connection) {
        return openIntents;
      }

      @Override
      public List<String> receipts(Connection connection) {
        return receipts;
      }

      @Override
      public String outsideDigest(Connection connection) {
        return "constant";
      }
    };
  }

  private void compare(Token token) {
    if (fence.compareTo(token) > 0) {
      throw new TenantDatabaseFailure.Fenced(fence);
    }
  }

  @Override
  public Snapshot openSnapshot(List<TenantTarget> tenants) {
    throw new UnsupportedOperationException("the backup service's");
  }

  @Override
  public int groupLimit(TenantTarget tenant) {
    throw new UnsupportedOperationException("the backup service's");
  }

  @Override
  public List<Fingerprint> trialRestore(
      InputStream archive, List<TenantTarget> tenants, Token token) {
    throw new UnsupportedOperationException("the backup service's");
  }

  @Override
  public String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim) {
    throw new UnsupportedOperationException("the backup service's");
  }

  @Override
  public void restoreInto(InputStream archive, TenantTarget tenant, String newDatabase) {
    throw new UnsupportedOperationException("the backup service's");
  }

  @Override
  public int sweep(TenantTarget anyOnServer, Duration scratchOlderThan, Duration keptOlderThan) {
    throw new UnsupportedOperationException("the backup service's");
  }
}
