package dev.drydock.verification.simulation.workers;

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
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tenant databases as one worker's process reaches them, by the kernel's time and faults. */
final class SimulatedTenantDatabases implements TenantDatabases {
  private static final int SCHEMAS_AT_ONCE = 3;

  private final TenantServers servers;
  private final Life client;
  private final Set<Lapse> lapses;
  private final OlderSessions olderSessions;
  private final SimulatedRestore restore;

  SimulatedTenantDatabases(TenantServers servers, Life client, Set<Lapse> lapses) {
    this.servers = servers;
    this.client = client;
    this.lapses = lapses;
    this.olderSessions = new OlderSessions(servers, client, lapses);
    this.restore = new SimulatedRestore(servers, client, olderSessions, lapses);
  }

  private static final List<Failure> NO_REFUSALS = List.of();

  @Override
  public Engine engine() {
    return Engine.POSTGRESQL;
  }

  private Wire connect(TenantTarget tenant, Token token) {
    var place = servers.placeOf(tenant);
    return new Wire(servers, client, servers.connect(tenant, token.value(), place, client));
  }

  @Override
  public Survey survey(TenantTarget tenant) {
    try (var wire = connect(tenant, Token.NONE)) {
      var refusals =
          client.drawn(30) == 0 && !client.isCalm()
              ? List.of(Failure.of(FailureCode.GRANT_MISSING))
              : NO_REFUSALS;
      return wire.ask("survey", () -> new Survey(refusals, "simulated", 4096, List.of()));
    }
  }

  @Override
  public int quiesce(TenantTarget tenant, Token token, BeforeEffect claim) {
    olderSessions.endEffects(tenant, token);
    var held = servers.of(tenant);
    try (var wire = connect(tenant, token)) {
      wire.begin();
      olderSessions.takeFence(wire, tenant, token);
      wire.change("record", () -> held.control.recorded = true);
      wire.commit("record of writers");
      wire.begin();
      olderSessions.takeFence(wire, tenant, token);
      claim.claim();
      wire.change("keep out", () -> keepOut(held, token.value()));
      wire.commit("quiesce");
      return lapses.contains(Lapse.WRITERS_SESSIONS)
          ? 0
          : olderSessions.end(tenant, -1, -1, Duration.ofSeconds(30));
    }
  }

  private static void keepOut(TenantServers.Tenant tenant, long token) {
    var control = tenant.control;
    if (control.pass == null) {
      control.pass = token;
      tenant.truth.keptOut(token, tenant.live.content);
    } else {
      tenant.truth.keptOutAgain(token);
    }
    control.writersOut = true;
  }

  @Override
  public void release(TenantTarget tenant, Token token, BeforeEffect claim) {
    if (lapses.contains(Lapse.RELEASE_FENCE)) {
      claim.claim();
      client.point("connects");
    } else {
      olderSessions.endEffects(tenant, token);
    }
    var held = servers.of(tenant);
    try (var wire = connect(tenant, token)) {
      wire.begin();
      if (!lapses.contains(Lapse.RELEASE_FENCE)) {
        olderSessions.takeFence(wire, tenant, token);
        claim.claim();
      }
      wire.change("let in", () -> letIn(held, token.value()));
      wire.commit("release");
    }
  }

  private static void letIn(TenantServers.Tenant tenant, long token) {
    tenant.truth.letIn(token);
    tenant.control.recorded = false;
    tenant.control.pass = null;
    tenant.control.writersOut = false;
  }

  @Override
  public void endOlderAttempts(TenantTarget tenant, Token token, Duration deadline) {
    olderSessions.endAll(tenant, token, deadline);
  }

  @Override
  public Snapshot openSnapshot(List<TenantTarget> tenants) {
    var wire = connect(tenants.getFirst(), Token.NONE);
    return wire.ask(
        "snapshot",
        () -> {
          var contents = new LinkedHashMap<String, Content>();
          tenants.forEach(t -> contents.put(t.id().value(), servers.of(t).live.content));
          return new SimulatedSnapshot(wire, contents);
        });
  }

  @Override
  public int groupLimit(TenantTarget tenant) {
    return SCHEMAS_AT_ONCE;
  }

  /**
   * @throws TenantDatabaseFailure.Transient as the tool that restores would fail
   */
  static Map<String, Content> read(InputStream archive) {
    try {
      return DumpFormat.read(archive);
    } catch (IOException e) {
      throw Wire.failure(FailureCode.RESTORE_TOOL_FAILED, "XX001");
    }
  }

  static Content contentOf(Map<String, Content> archive, TenantTarget tenant) {
    var content = archive.get(tenant.id().value());
    if (content == null) {
      throw Wire.failure(FailureCode.RESTORE_TOOL_FAILED, "XX001");
    }
    return content;
  }

  @Override
  public List<Fingerprint> trialRestore(
      InputStream archive, List<TenantTarget> tenants, Token token) {
    var contents = read(archive);
    try (var wire = connect(tenants.getFirst(), Token.NONE)) {
      return tenants.stream().map(t -> tried(wire, t, contentOf(contents, t))).toList();
    }
  }

  private Fingerprint tried(Wire wire, TenantTarget tenant, Content content) {
    var scratch = wire.ask("create scratch", () -> servers.createScratch(Content.EMPTY));
    wire.run(
        "restore into " + scratch.name,
        Duration.ofMillis(200 + client.drawn(2000)),
        () -> scratch.content = SimulatedRestore.asTheToolRestores(content, client));
    var found = wire.ask("fingerprint of " + scratch.name, () -> scratch.content.fingerprint());
    servers.of(tenant).truth.tried(scratch.content);
    wire.tell("drop " + scratch.name, () -> servers.drop(scratch));
    return found;
  }

  @Override
  public @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim) {
    return restore.restore(archive, tenant, token, expected, claim);
  }

  @Override
  public void restoreInto(InputStream archive, TenantTarget tenant, String newDatabase) {
    throw new UnsupportedOperationException("for a person, outside any upgrade");
  }

  @Override
  public List<String> describeSchema(TenantTarget tenant) {
    try (var wire = connect(tenant, Token.NONE)) {
      return wire.ask("describe", () -> wire.session().content().schema());
    }
  }

  @Override
  public <T> T inScratch(TenantTarget beside, ScratchWork<T> work) {
    try (var wire = connect(beside, Token.NONE)) {
      var scratch = wire.ask("create scratch", () -> servers.createScratch(Content.EMPTY));
      try {
        return work.run(in(beside, scratch.name));
      } finally {
        servers.drop(scratch);
      }
    }
  }

  private static TenantTarget in(TenantTarget tenant, String database) {
    return new TenantTarget(
        tenant.id(),
        tenant.engine(),
        tenant.host(),
        tenant.port(),
        database,
        tenant.schema(),
        tenant.credential(),
        tenant.writerRoles());
  }

  @Override
  public Fingerprint fingerprint(TenantTarget tenant) {
    try (var wire = connect(tenant, Token.NONE)) {
      return wire.ask("fingerprint", () -> wire.session().content().fingerprint());
    }
  }

  @Override
  public int sweep(TenantTarget anyOnServer, Duration scratchOlderThan, Duration keptOlderThan) {
    return 0;
  }

  @Override
  public Connection openForMigration(TenantTarget tenant, Token token, MigrationTimeouts timeouts) {
    var wire = connect(tenant, token);
    wire.tell("connect", () -> {});
    return SimulatedConnection.over(wire);
  }

  @Override
  public MigrationJournal journal(TenantTarget tenant, Token token) {
    try (var wire = connect(tenant, token)) {
      var pass =
          wire.ask("pass", () -> Optional.ofNullable(servers.of(tenant).control.pass))
              .map(Token::new);
      return new SimulatedJournal(token.value(), pass, !lapses.contains(Lapse.FENCE));
    }
  }
}
