package dev.drydock.verification.simulation.workers;

import java.time.Duration;

/** A tenant's application: it writes whenever it is let in. */
final class Application {
  private static final long LONGEST_PAUSE_MS = 20_000;
  private final TenantServers servers;
  private final TenantServers.Tenant tenant;
  private final Life life;

  Application(TenantServers servers, TenantServers.Tenant tenant, Life life) {
    this.servers = servers;
    this.tenant = tenant;
    this.life = life;
  }

  void start() {
    life.beside(Duration.ofMillis(life.drawn(LONGEST_PAUSE_MS)), "write", this::write);
  }

  private void write() {
    if (!tenant.control.writersOut) {
      var session = servers.connect(tenant.target, -1, tenant.live, life);
      session.begin();
      life.sleep(Duration.ofMillis(life.drawn(500)));
      if (!session.isOver()) {
        session.change(Content::withWrite);
        session.commit();
        session.end();
      }
    }
    start();
  }
}
