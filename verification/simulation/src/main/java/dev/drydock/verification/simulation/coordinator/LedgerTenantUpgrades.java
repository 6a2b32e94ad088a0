package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.application.TenantsInUpgrades;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.ProvenBackup;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Final;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** As its PostgreSQL twin, constraints and triggers included. */
final class LedgerTenantUpgrades implements TenantUpgrades, TenantsInUpgrades {
  private static final Set<String> NEEDS_PROOF =
      Set.of(
          "MIGRATING",
          "INSPECTING",
          "VERIFYING",
          "RESTORING",
          "PROVING_RESTORE",
          "RELEASING_RESTORED",
          "RESTORED");
  private final Tables tables;
  private final Consumer<List<Move>> committed;

  /**
   * @param committed hears of moves when they are committed
   */
  LedgerTenantUpgrades(Tables tables, Consumer<List<Move>> committed) {
    this.tables = tables;
    this.committed = committed;
  }

  private Stream<TenantUpgrade> all() {
    return tables.tenantUpgrades.values().stream().map(Rows.TenantRow::tenant);
  }

  @Override
  public void add(List<TenantUpgrade> fresh) {
    for (var tenant : fresh) {
      var occupied = occupier(tenant.tenant());
      if (occupied.isPresent()) {
        throw Refusal.conflict(
            "tenant-in-upgrade",
            "tenant %s is in upgrade %s".formatted(tenant.tenant(), occupied.get()));
      }
      tables.tenantUpgrades.insert(
          Rows.Key.of(tenant.key()), new Rows.TenantRow(tenant, true), "tenant_upgrade_pkey");
    }
  }

  private Optional<UpgradeId> occupier(TenantId tenant) {
    return tables.tenantUpgrades.values().stream()
        .filter(row -> row.occupied() && row.tenant().tenant().equals(tenant))
        .map(row -> row.tenant().upgrade())
        .findFirst();
  }

  @Override
  public Map<TenantUpgrade.Key, TenantUpgrade> lock(Collection<TenantUpgrade.Key> keys) {
    var sorted = new TreeSet<Rows.Key>();
    keys.forEach(key -> sorted.add(Rows.Key.of(key)));
    var found = new LinkedHashMap<TenantUpgrade.Key, TenantUpgrade>();
    for (var key : sorted) {
      var row = tables.tenantUpgrades.get(key);
      if (row != null) {
        found.put(row.tenant().key(), row.tenant());
      }
    }
    return found;
  }

  @Override
  public List<TenantUpgrade> lockDue(Instant now, int limit) {
    return all()
        .filter(t -> t.waking().wakeAt() != null && !t.waking().wakeAt().isAfter(now))
        .sorted(Comparator.comparing(t -> t.waking().wakeAt()))
        .limit(limit)
        .toList();
  }

  @Override
  public void record(Collection<TenantUpgrade> latest, List<Move> moves) {
    latest.forEach(this::raiseToken);
    moves.forEach(this::keepProof);
    latest.forEach(this::save);
    moves.forEach(this::append);
    tables.ledger.whenCommitted(() -> committed.accept(moves));
  }

  private void raiseToken(TenantUpgrade tenant) {
    long token = tenant.state().token().value();
    var before = tables.tokens.get(tenant.tenant().value());
    if (before != null && token < before) {
      throw new Ledger.ConstraintViolated("token_never_goes_down " + tenant.tenant());
    }
    tables.tokens.put(tenant.tenant().value(), token);
  }

  private void keepProof(Move move) {
    if (move.before().state() instanceof Proving && move.after().state() instanceof Migrating) {
      var after = move.after();
      var backup = Known.provenBackup(after.state()).map(ProvenBackup::reference).orElseThrow();
      tables.provenBackups.insert(
          new Rows.Numbered(Rows.Key.of(after.key()), after.pass()),
          backup.id().value(),
          "backup_pkey");
    }
  }

  private void save(TenantUpgrade tenant) {
    var key = Rows.Key.of(tenant.key());
    var row = tables.tenantUpgrades.get(key);
    if (row == null) {
      throw new Ledger.ConstraintViolated("no such row " + key);
    }
    checkProof(tenant);
    boolean occupies = row.occupied() || !(tenant.state() instanceof Final);
    if (occupies && !row.occupied() && occupier(tenant.tenant()).isPresent()) {
      throw new Ledger.ConstraintViolated("tenant_in_one_upgrade " + key);
    }
    tables.tenantUpgrades.put(key, new Rows.TenantRow(tenant, occupies));
  }

  /** Nobody is migrated without a proven backup of this very pass. */
  private void checkProof(TenantUpgrade tenant) {
    var proven = Known.provenBackup(tenant.state()).map(b -> b.reference().id().value());
    if (proven.isEmpty() && NEEDS_PROOF.contains(tenant.state().name())) {
      throw new Ledger.ConstraintViolated("migrating_needs_proven_backup " + tenant.tenant());
    }
    var kept =
        tables.provenBackups.get(new Rows.Numbered(Rows.Key.of(tenant.key()), tenant.pass()));
    if (proven.isPresent() && !proven.get().equals(kept)) {
      throw new Ledger.ConstraintViolated("proven_in_this_pass " + tenant.tenant());
    }
  }

  private void append(Move move) {
    tables.transitions.insert(
        new Rows.Numbered(Rows.Key.of(move.after().key()), move.after().sequence()),
        new Rows.TransitionRow(
            move.before().chainHead(),
            move.after().chainHead(),
            move.body(),
            move.before().state(),
            move.after().state(),
            move.fact().getClass().getSimpleName()),
        "transition_pkey");
  }

  @Override
  public void saveWaking(Collection<TenantUpgrade> waiting) {
    for (var tenant : waiting) {
      update(tenant.key(), row -> row.waking(tenant.waking()));
    }
  }

  private void update(
      TenantUpgrade.Key key, java.util.function.UnaryOperator<TenantUpgrade> change) {
    var row = tables.tenantUpgrades.get(Rows.Key.of(key));
    if (row != null) {
      tables.tenantUpgrades.put(
          Rows.Key.of(key), new Rows.TenantRow(change.apply(row.tenant()), row.occupied()));
    }
  }

  @Override
  public void alive(Map<TenantUpgrade.Key, Token> alive, Instant now, Instant wakeAt) {
    alive.forEach((key, token) ->
        update(
            key,
            t -> {
              var waking = t.waking();
              boolean heard =
                  t.state() instanceof Waiting
                      && t.state().token().equals(token)
                      && waking.sends() > 0;
              if (!heard) {
                return t;
              }
              var before = waking.wakeAt();
              var later = before == null || before.isBefore(wakeAt) ? wakeAt : before;
              return t.waking(new TenantUpgrade.Waking(waking.since(), later, now, 1));
            }));
  }

  @Override
  public List<TenantUpgrade.Key> keys(UpgradeId upgrade) {
    return all().filter(t -> t.upgrade().equals(upgrade)).map(TenantUpgrade::key).toList();
  }

  @Override
  public List<TenantId> holdStill(@Nullable TenantId after, int limit) {
    return tables.tokens.rows().keySet().stream()
        .filter(id -> after == null || id.compareTo(after.value()) > 0)
        .limit(limit)
        .map(TenantId::new)
        .toList();
  }

  @Override
  public List<TenantUpgrade> latest(Collection<TenantId> tenants) {
    var latest = new TreeMap<String, TenantUpgrade>();
    all()
        .filter(t -> tenants.contains(t.tenant()))
        .forEach(t ->
            latest.merge(
                t.tenant().value(),
                t,
                (a, b) -> a.upgrade().value().compareTo(b.upgrade().value()) > 0 ? a : b));
    return List.copyOf(latest.values());
  }

  @Override
  public List<TenantUpgrade.Key> failed(UpgradeId upgrade, int wave) {
    return all()
        .filter(t -> t.upgrade().equals(upgrade) && (wave < 0 || t.wave() == wave))
        .filter(t -> t.state() instanceof Restored || t.state() instanceof Untouched)
        .map(TenantUpgrade::key)
        .toList();
  }

  @Override
  public void vacate(UpgradeId upgrade) {
    for (var row : List.copyOf(tables.tenantUpgrades.values())) {
      var tenant = row.tenant();
      if (tenant.upgrade().equals(upgrade) && !(tenant.state() instanceof Parked)) {
        tables.tenantUpgrades.put(Rows.Key.of(tenant.key()), new Rows.TenantRow(tenant, false));
      }
    }
  }

  @Override
  public List<TenantUpgrade.Key> parked(TenantId tenant) {
    return all()
        .filter(t -> t.tenant().equals(tenant) && t.state() instanceof Parked)
        .map(TenantUpgrade::key)
        .sorted(Comparator.comparing((TenantUpgrade.Key k) -> k.upgrade().value()).reversed())
        .toList();
  }

  @Override
  public Map<TenantId, Token> tokens(Collection<TenantId> tenants) {
    var found = new HashMap<TenantId, Token>();
    for (var tenant : tenants) {
      var token = tables.tokens.get(tenant.value());
      if (token != null) {
        found.put(tenant, new Token(token));
      }
    }
    return found;
  }

  @Override
  public boolean claim(
      TenantUpgrade.Key key, Token token, Step step, String executionId, Instant now) {
    var row = tables.tenantUpgrades.get(Rows.Key.of(key));
    if (row == null
        || !(row.tenant().state() instanceof Waiting waiting)
        || !waiting.token().equals(token)
        || waiting.step() != step) {
      return false;
    }
    var place = new Rows.Numbered(Rows.Key.of(key), token.value());
    var claimed = tables.claims.get(place);
    if (claimed == null) {
      tables.claims.put(place, new Rows.ClaimRow(step.name(), executionId));
      return true;
    }
    return claimed.execution().equals(executionId);
  }

  @Override
  public Set<TenantUpgrade.Key> begun(Collection<TenantUpgrade> waiting) {
    var begun = new LinkedHashSet<TenantUpgrade.Key>();
    for (var t : waiting) {
      var place = new Rows.Numbered(Rows.Key.of(t.key()), t.state().token().value());
      if (tables.claims.get(place) != null) {
        begun.add(t.key());
      }
    }
    return begun;
  }

  @Override
  public Map<TenantId, String> chainHeads(UpgradeId upgrade) {
    var heads = new LinkedHashMap<TenantId, String>();
    all()
        .filter(t -> t.upgrade().equals(upgrade))
        .forEach(t -> heads.put(t.tenant(), t.chainHead()));
    return heads;
  }

  @Override
  public Map<TenantId, UpgradeId> among(Collection<TenantId> tenants) {
    var found = new HashMap<TenantId, UpgradeId>();
    for (var tenant : tenants) {
      occupier(tenant).ifPresent(upgrade -> found.put(tenant, upgrade));
    }
    return found;
  }

  /** All tenants' latest states, for whoever checks. */
  List<TenantUpgradeState> states() {
    var states = new ArrayList<TenantUpgradeState>();
    all().forEach(t -> states.add(t.state()));
    return states;
  }
}
