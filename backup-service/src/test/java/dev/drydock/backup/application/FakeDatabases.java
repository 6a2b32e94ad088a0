package dev.drydock.backup.application;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Databases whose content is a word per tenant; a dump is the words of its tenants. */
final class FakeDatabases implements TenantDatabases {
  final Map<String, String> content = new TreeMap<>();
  final Set<String> broken = new HashSet<>();
  final List<List<String>> snapshots = new ArrayList<>();
  final List<List<String>> trials = new ArrayList<>();
  final List<String> restored = new ArrayList<>();
  int groupLimit = 100;

  /** Under which token the writers were kept out, if they are. */
  Optional<Token> pass = Optional.of(new Token(1));

  /** What others do while a restore makes its copy. */
  Runnable whileCopying = () -> {};

  /** What a dump loses; what is fingerprinted is whole. */
  @Nullable String lostByDump;

  @Override
  public Engine engine() {
    return Engine.POSTGRESQL;
  }

  static Fingerprint fingerprintOf(String content) {
    return new Fingerprint("fake-1", "schema", content, content.length());
  }

  private static String name(TenantTarget tenant) {
    return tenant.id().value();
  }

  @Override
  public Snapshot openSnapshot(List<TenantTarget> tenants) {
    var names = tenants.stream().map(FakeDatabases::name).toList();
    snapshots.add(names);
    if (names.stream().anyMatch(broken::contains)) {
      throw new TenantDatabaseFailure.Permanent(Failure.of(FailureCode.SCHEMA_MISSING));
    }
    return new FakeSnapshot(tenants);
  }

  private final class FakeSnapshot implements Snapshot {
    private final List<TenantTarget> tenants;

    FakeSnapshot(List<TenantTarget> tenants) {
      this.tenants = tenants;
    }

    @Override
    public String schemaVersion(TenantTarget tenant) {
      return "1.0.0";
    }

    @Override
    public Fingerprint fingerprint(TenantTarget tenant) {
      return fingerprintOf(content.getOrDefault(name(tenant), ""));
    }

    @Override
    public void dump(OutputStream archive, LongConsumer bytesSoFar) {
      try {
        for (var tenant : tenants) {
          var word = content.getOrDefault(name(tenant), "");
          var dumped = lostByDump == null ? word : word.replace(lostByDump, "");
          archive.write((name(tenant) + "=" + dumped + "\n").getBytes(StandardCharsets.UTF_8));
          bytesSoFar.accept(1);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public int groupLimit(TenantTarget tenant) {
    return groupLimit;
  }

  private static String found(InputStream archive, TenantTarget tenant) {
    try {
      var lines = new String(archive.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      return Arrays.stream(lines)
          .filter(line -> line.startsWith(name(tenant) + "="))
          .map(line -> line.substring(name(tenant).length() + 1))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Fingerprint> trialRestore(
      InputStream archive, List<TenantTarget> tenants, Token token) {
    trials.add(tenants.stream().map(FakeDatabases::name).toList());
    try {
      var bytes = archive.readAllBytes();
      return tenants.stream()
          .map(t -> fingerprintOf(found(new java.io.ByteArrayInputStream(bytes), t)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim) {
    var found = found(archive, tenant);
    whileCopying.run();
    if (!fingerprintOf(found).equals(expected)) {
      throw new TenantDatabaseFailure.Permanent(Failure.of(FailureCode.FINGERPRINT_DIFFERS));
    }
    claim.claim();
    restored.add(name(tenant));
    content.put(name(tenant), found);
    return "kept";
  }

  @Override
  public Fingerprint fingerprint(TenantTarget tenant) {
    return fingerprintOf(content.getOrDefault(name(tenant), ""));
  }

  @Override
  public int sweep(TenantTarget anyOnServer, Duration scratchOlderThan, Duration keptOlderThan) {
    return 0;
  }

  @Override
  public Survey survey(TenantTarget tenant) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public int quiesce(TenantTarget tenant, Token token, BeforeEffect claim) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public void release(TenantTarget tenant, Token token, BeforeEffect claim) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public void endOlderAttempts(TenantTarget tenant, Token token, Duration deadline) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public void restoreInto(InputStream archive, TenantTarget tenant, String newDatabase) {
    throw new AssertionError("not asked here");
  }

  @Override
  public List<String> describeSchema(TenantTarget tenant) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public <T> T inScratch(TenantTarget beside, ScratchWork<T> work) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public Connection openForMigration(TenantTarget tenant, Token token, MigrationTimeouts timeouts) {
    throw new AssertionError("not asked of a backup service");
  }

  @Override
  public MigrationJournal journal(TenantTarget tenant, Token token) {
    return new FakePass(pass);
  }
}
