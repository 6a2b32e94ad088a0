package dev.drydock.notifier.persistence;

import dev.drydock.contracts.UpgradeId;
import dev.drydock.notifier.application.EventDocuments;
import dev.drydock.notifier.application.Projections;
import dev.drydock.notifier.domain.Projection;
import dev.drydock.notifier.domain.TenantKey;
import dev.drydock.notifier.domain.TenantStatus;
import dev.drydock.notifier.domain.UpgradeStatus;
import dev.drydock.notifier.domain.WaveStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One bulk load and one batched flush per batch of events. */
@ApplicationScoped
class PostgresProjections implements Projections {
  private static final int ASKED_BY_NAME = 1_000;

  private final EntityManager entities;
  private final EventDocuments documents;

  PostgresProjections(EntityManager entities, EventDocuments documents) {
    this.entities = entities;
    this.documents = documents;
  }

  @Override
  public long lock() {
    var cursor = entities.find(CursorRow.class, CursorRow.ONLY, LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(cursor);
    return cursor.ledgerPosition;
  }

  @Override
  @Transactional
  public long ledgerPosition() {
    return entities
        .createQuery("select c.ledgerPosition from CursorRow c", Long.class)
        .getSingleResult();
  }

  @Override
  public Set<EventId> seen(Collection<EventId> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        entities
            .createQuery(
                "select new dev.drydock.notifier.application.Projections$EventId(e.source, e.id)"
                    + " from EventRow e where e.id in :ids",
                EventId.class)
            .setParameter("ids", ids.stream().map(EventId::id).toList())
            .getResultList());
  }

  @Override
  public Projection load(Set<UpgradeId> upgrades, Set<UpgradeId> whole, Set<TenantKey> tenants) {
    return new Projection(
        upgrades.stream().map(this::upgrade).flatMap(List::stream).toList(),
        tenants(whole, tenants));
  }

  private List<UpgradeStatus> upgrade(UpgradeId id) {
    var row = entities.find(UpgradeRow.class, id.value());
    return row == null ? List.of() : List.of(row.status(waves(id)));
  }

  private SortedMap<Integer, WaveStatus> waves(UpgradeId id) {
    var waves = new TreeMap<Integer, WaveStatus>();
    entities
        .createQuery("from WaveRow w where w.key.upgrade = :upgrade", WaveRow.class)
        .setParameter("upgrade", id.value())
        .getResultList()
        .forEach(row -> waves.put(row.key.number(), row.status()));
    return waves;
  }

  private List<TenantStatus> tenants(Set<UpgradeId> whole, Set<TenantKey> some) {
    List<TenantStatus> found = new ArrayList<>();
    whole.forEach(upgrade -> found.addAll(ofUpgrade(upgrade)));
    some.stream()
        .map(TenantKey::upgrade)
        .distinct()
        .filter(upgrade -> !whole.contains(upgrade))
        .forEach(upgrade -> found.addAll(named(upgrade, some)));
    return found;
  }

  private List<TenantStatus> ofUpgrade(UpgradeId upgrade) {
    return entities
        .createQuery("from TenantRow t where t.key.upgrade = :upgrade", TenantRow.class)
        .setParameter("upgrade", upgrade.value())
        .getResultStream()
        .map(TenantRow::status)
        .toList();
  }

  private List<TenantStatus> named(UpgradeId upgrade, Set<TenantKey> keys) {
    return entities
        .createQuery(
            "from TenantRow t where t.key.upgrade = :upgrade and t.key.tenant in :tenants",
            TenantRow.class)
        .setParameter("upgrade", upgrade.value())
        .setParameter(
            "tenants",
            keys.stream()
                .filter(key -> key.upgrade().equals(upgrade))
                .map(key -> key.tenant().value())
                .toList())
        .getResultStream()
        .map(TenantRow::status)
        .toList();
  }

  @Override
  public void save(Projection projection) {
    projection.changedUpgrades().forEach(this::save);
    saveTenants(projection.changedTenants());
    var cursor = entities.find(CursorRow.class, CursorRow.ONLY);
    for (var fact : projection.applied()) {
      entities.persist(EventRow.of(++cursor.logPosition, fact.envelope(), documents.write(fact)));
    }
    entities.flush();
  }

  private void save(UpgradeStatus status) {
    var row = entities.find(UpgradeRow.class, status.id().value());
    if (row == null) {
      row = new UpgradeRow();
      row.take(status);
      entities.persist(row);
    } else {
      row.take(status);
    }
    status.waves().values().forEach(wave -> save(status.id(), wave));
  }

  private void save(UpgradeId upgrade, WaveStatus status) {
    var row = entities.find(WaveRow.class, new WaveRow.Key(upgrade.value(), status.number()));
    if (row == null) {
      row = new WaveRow();
      row.take(upgrade.value(), status);
      entities.persist(row);
    } else {
      row.take(upgrade.value(), status);
    }
  }

  /** Which rows exist is asked once; the rows themselves were loaded before. */
  private void saveTenants(Collection<TenantStatus> changed) {
    var known = new HashSet<TenantRow.Key>();
    changed.stream()
        .map(tenant -> tenant.key().upgrade().value())
        .distinct()
        .forEach(upgrade -> known.addAll(known(upgrade, changed)));
    changed.forEach(tenant -> save(tenant, known));
  }

  private List<TenantRow.Key> known(String upgrade, Collection<TenantStatus> changed) {
    return changed.size() > ASKED_BY_NAME ? keys(upgrade) : keys(upgrade, changed);
  }

  private List<TenantRow.Key> keys(String upgrade) {
    return entities
        .createQuery(
            "select t.key from TenantRow t where t.key.upgrade = :upgrade", TenantRow.Key.class)
        .setParameter("upgrade", upgrade)
        .getResultList();
  }

  private List<TenantRow.Key> keys(String upgrade, Collection<TenantStatus> changed) {
    return entities
        .createQuery(
            "select t.key from TenantRow t where t.key.upgrade = :upgrade"
                + " and t.key.tenant in :tenants",
            TenantRow.Key.class)
        .setParameter("upgrade", upgrade)
        .setParameter(
            "tenants",
            changed.stream()
                .filter(tenant -> tenant.key().upgrade().value().equals(upgrade))
                .map(tenant -> tenant.key().tenant().value())
                .toList())
        .getResultList();
  }

  private void save(TenantStatus status, Set<TenantRow.Key> known) {
    var key = TenantRow.Key.of(status.key());
    var row = known.contains(key) ? entities.find(TenantRow.class, key) : new TenantRow();
    row.take(status);
    if (!known.contains(key)) {
      entities.persist(row);
    }
  }

  @Override
  public void ledgerReadTo(long position) {
    entities.find(CursorRow.class, CursorRow.ONLY).ledgerPosition = position;
  }
}
