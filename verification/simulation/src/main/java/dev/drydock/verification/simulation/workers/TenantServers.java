package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.TenantTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Every tenant's database server: what is committed there, and who is connected. */
final class TenantServers {
  private final Life life;
  private final Map<String, Tenant> tenants = new LinkedHashMap<>();
  private final Map<String, Place> scratches = new HashMap<>();
  private final List<Session> sessions = new ArrayList<>();
  private final boolean locks;
  private long names;

  /** One tenant's share of its server. */
  static final class Tenant {
    final TenantTarget target;
    final Control control;
    final Truth truth;
    final List<Place> kept = new ArrayList<>();
    Place live;

    private Tenant(
        TenantTarget target,
        Content content,
        Consumer<String> violations,
        BooleanSupplier setBack,
        boolean locks) {
      this.control = new Control(new RowLock(locks));
      this.target = target;
      this.truth = new Truth(target.id().value(), content, violations, setBack);
      this.live = new Place(target.database(), content, new RowLock(locks));
    }
  }

  /**
   * @param life of the servers themselves, which do not end
   */
  TenantServers(Life life, Set<Lapse> lapses) {
    this.life = life;
    this.locks = !lapses.contains(Lapse.FENCE_LOCK);
  }

  void add(TenantTarget target, Content content, Consumer<String> violations) {
    var tenant = new Tenant(target, content, violations, life::ledgerWasSetBack, locks);
    watch(tenant);
    tenants.put(target.id().value(), tenant);
  }

  private static void watch(Tenant tenant) {
    tenant.live.watcher =
        (by, before, after) -> {
          if (by.token < 0) {
            tenant.truth.written();
          } else {
            tenant.truth.migrated(by.token, tenant.control.writersOut, before, after);
          }
        };
  }

  Tenant of(TenantTarget target) {
    var tenant = tenants.get(target.id().value());
    if (tenant == null) {
      throw new IllegalStateException("no tenant " + target.id());
    }
    return tenant;
  }

  Iterable<Tenant> all() {
    return tenants.values();
  }

  Place placeOf(TenantTarget target) {
    var scratch = scratches.get(target.database());
    return scratch == null ? of(target).live : scratch;
  }

  Place createScratch(Content content) {
    var scratch = new Place("_drydock_s_" + ++names, content, new RowLock(locks));
    scratches.put(scratch.name, scratch);
    return scratch;
  }

  void drop(Place scratch) {
    scratches.remove(scratch.name);
  }

  /** Scratch places that nobody has dropped. */
  int scratchCount() {
    return scratches.size();
  }

  /** The copy is the tenant's from here on. */
  void swap(Tenant tenant, Place copy, long token, String keptAs) {
    tenant.truth.swapped(token, copy.content);
    sessionsIn(tenant.live).forEach(Session::end);
    tenant.live.watcher = (by, before, after) -> {};
    tenant.kept.add(tenant.live);
    tenant.control.restored.put(token, keptAs);
    scratches.remove(copy.name);
    tenant.live = copy;
    watch(tenant);
  }

  Session connect(TenantTarget target, long token, Place place, Life client) {
    var lag = Duration.ofMillis(life.drawn(8) == 0 ? life.drawn(300_000) : life.drawn(2_000));
    var session = new Session(target.id().value(), token, place, life::now, client::isOver, lag);
    sessions.removeIf(Session::isOver);
    sessions.add(session);
    return session;
  }

  private List<Session> sessionsIn(Place place) {
    return sessions.stream().filter(session -> session.place == place).toList();
  }

  /** Those of this tenant under tokens in this range that can still do something. */
  List<Session> sessionsOf(TenantTarget target, long from, long to) {
    return sessions.stream()
        .filter(session -> session.tenant.equals(target.id().value()))
        .filter(session -> session.token >= from && session.token <= to && !session.isOver())
        .toList();
  }

  /** Asks the server to end it: most end at once, some only after a while. */
  void terminate(Session session) {
    long ms = life.drawn(20) == 0 ? life.drawn(40_000) : life.drawn(200);
    session.terminate(life.now().plusMillis(ms));
  }

  /** Something that the server does by itself after a while, whoever asked for it. */
  void later(Duration takes, String what, Runnable effect) {
    life.beside(takes, what, effect);
  }
}
