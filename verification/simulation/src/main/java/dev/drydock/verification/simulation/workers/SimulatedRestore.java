package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A copy beside the live tenant, compared, and swapped in under the server's fence. */
final class SimulatedRestore {
  private final TenantServers servers;
  private final Life client;
  private final OlderSessions olderSessions;
  private final Set<Lapse> lapses;

  SimulatedRestore(
      TenantServers servers, Life client, OlderSessions olderSessions, Set<Lapse> lapses) {
    this.lapses = lapses;
    this.servers = servers;
    this.client = client;
    this.olderSessions = olderSessions;
  }

  @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim) {
    olderSessions.endEffects(tenant, token);
    var held = servers.of(tenant);
    var live = held.live;
    try (var wire = connect(tenant, token, live)) {
      wire.begin();
      olderSessions.takeFence(wire, tenant, token);
      wire.commit("fence");
      var done = wire.ask("receipt of restore", () -> held.control.restored.get(token.value()));
      if (done != null) {
        return done;
      }
    }
    var content =
        SimulatedTenantDatabases.contentOf(SimulatedTenantDatabases.read(archive), tenant);
    return swap(tenant, token, copy(tenant, token, content), live, expected, claim);
  }

  private Wire connect(TenantTarget tenant, Token token, Place place) {
    return new Wire(servers, client, servers.connect(tenant, token.value(), place, client));
  }

  private Place copy(TenantTarget tenant, Token token, Content content) {
    var copy = servers.createScratch(Content.EMPTY);
    try (var wire = connect(tenant, token, copy)) {
      wire.run(
          "restore into " + copy.name,
          Duration.ofMillis(200 + client.drawn(3000)),
          () -> copy.content = asTheToolRestores(content, client));
      SimulatedJournal.raise(wire, token.value(), !lapses.contains(Lapse.FENCE));
    }
    return copy;
  }

  /** Tools have said that all went well, and left a table empty. */
  static Content asTheToolRestores(Content content, Life client) {
    return client.happens(Mishap.LESS_RESTORED)
        ? content.withWrites(content.writes() / 2 - 1)
        : content;
  }

  private String swap(
      TenantTarget tenant,
      Token token,
      Place copy,
      Place live,
      Fingerprint expected,
      BeforeEffect claim) {
    var held = servers.of(tenant);
    try (var wire = connect(tenant, token, copy)) {
      wire.begin();
      olderSessions.takeFence(wire, tenant, token);
      if (held.live != live) {
        throw Wire.failure(FailureCode.INTERNAL, "55006");
      }
      if (!lapses.contains(Lapse.COMPARISON)) {
        requireEqual(copy.content.fingerprint(), expected);
      }
      claim.claim();
      var kept = "_drydock_kept_" + tenant.id() + "_" + token;
      wire.change("rename", () -> servers.swap(held, copy, token.value(), kept));
      wire.commit("swap");
      return kept;
    }
  }

  private static void requireEqual(Fingerprint found, Fingerprint expected) {
    if (!found.equals(expected)) {
      throw new TenantDatabaseFailure.Permanent(Failure.of(FailureCode.FINGERPRINT_DIFFERS));
    }
  }
}
