package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.time.Duration;
import java.util.Set;

/** Fences of the server and of the tenant, and the sessions that older tokens left behind. */
final class OlderSessions {
  private static final Duration SESSIONS_GONE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final TenantServers servers;
  private final Life client;
  private final Set<Lapse> lapses;

  OlderSessions(TenantServers servers, Life client, Set<Lapse> lapses) {
    this.servers = servers;
    this.client = client;
    this.lapses = lapses;
  }

  void endAll(TenantTarget tenant, Token token, Duration deadline) {
    endAndFence(tenant, token, 0, deadline);
  }

  void endEffects(TenantTarget tenant, Token token) {
    endAndFence(tenant, token, 1, SESSIONS_GONE);
  }

  private void endAndFence(TenantTarget tenant, Token token, long from, Duration deadline) {
    endOlder(tenant, token, from, deadline);
    var place = servers.of(tenant).live;
    try (var control = new Wire(servers, client, session(tenant, token, place))) {
      control.begin();
      takeFence(control, tenant, token);
      control.commit("fence");
      SimulatedJournal.raise(control, token.value(), compares());
    }
    endOlder(tenant, token, from, deadline);
  }

  private void endOlder(TenantTarget tenant, Token token, long from, Duration deadline) {
    if (!lapses.contains(Lapse.OLDER_SESSIONS)) {
      end(tenant, from, token.value() - 1, deadline);
    }
  }

  private boolean compares() {
    return !lapses.contains(Lapse.FENCE);
  }

  private Session session(TenantTarget tenant, Token token, Place place) {
    return servers.connect(tenant, token.value(), place, client);
  }

  /** Locks the server's row of the tenant, refuses an older token, raises it to a newer one. */
  void takeFence(Wire wire, TenantTarget tenant, Token token) {
    var control = servers.of(tenant).control;
    wire.lock(control.fenceRow, "server fence");
    if (control.fence > token.value() && compares()) {
      throw new TenantDatabaseFailure.Fenced(new Token(control.fence));
    }
    wire.change("raise", () -> control.fence = Math.max(control.fence, token.value()));
  }

  /** Ends sessions until there were none twice in a row. */
  int end(TenantTarget tenant, long from, long to, Duration deadline) {
    int ended = 0;
    var waited = Duration.ZERO;
    for (int quiet = 0; quiet < 2; ) {
      client.point(tenant.id() + " end older sessions");
      var found = servers.sessionsOf(tenant, from, to);
      found.forEach(servers::terminate);
      ended = Math.max(ended, found.size());
      quiet = found.isEmpty() ? quiet + 1 : 0;
      if (!found.isEmpty() && waited.compareTo(deadline) > 0) {
        throw new TenantDatabaseFailure.Transient(
            Failure.of(FailureCode.SESSIONS_REMAIN).withCount(found.size()));
      }
      if (quiet < 2) {
        client.sleep(PAUSE);
        waited = waited.plus(PAUSE);
      }
    }
    return ended;
  }
}
