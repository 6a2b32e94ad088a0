package dev.drydock.coordinator.application;

import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each tenant's way in each upgrade. Batched: a round trip per tenant is forbidden here. */
public interface TenantUpgrades {
  /**
   * @throws Refusal when one of the tenants is in another upgrade that has not ended
   */
  void add(List<TenantUpgrade> fresh);

  /** Loads and locks, in one order for everybody. Unknown keys are absent. */
  Map<TenantUpgrade.Key, TenantUpgrade> lock(Collection<TenantUpgrade.Key> keys);

  /** Whose command is due; those that another coordinator holds are skipped. */
  List<TenantUpgrade> lockDue(Instant now, int limit);

  /** Saves the latest of each and appends every move to the log. */
  void record(Collection<TenantUpgrade> latest, List<Move> moves);

  /** Saves only when commands are sent next. */
  void saveWaking(Collection<TenantUpgrade> waiting);

  /** Progress: who waits under this very token is alive and need not be asked before. */
  void alive(Map<TenantUpgrade.Key, Token> alive, Instant now, Instant wakeAt);

  List<TenantUpgrade.Key> keys(UpgradeId upgrade);

  /**
   * The tenants after this one, by ID, that have ever moved. None of them moves in any upgrade
   * until the transaction ends; those that are moving now are left out.
   */
  List<TenantId> holdStill(@Nullable TenantId after, int limit);

  /** The latest of each, not locked. */
  List<TenantUpgrade> latest(Collection<TenantId> tenants);

  /** The tenants of a wave that are restored or untouched; of all waves for a negative number. */
  List<TenantUpgrade.Key> failed(UpgradeId upgrade, int wave);

  /** An upgrade has ended: others may take its tenants, but not the parked ones. */
  void vacate(UpgradeId upgrade);

  /** Whether the latest upgrade that this tenant is parked in, if any. */
  List<TenantUpgrade.Key> parked(TenantId tenant);

  /** The highest token that each has ever had; absent when none. */
  Map<TenantId, Token> tokens(Collection<TenantId> tenants);

  /** Records the claim; false when the state waits for something else or another has claimed. */
  boolean claim(TenantUpgrade.Key key, Token token, Step step, String executionId, Instant now);

  /** Those of these whose present token somebody has claimed: what it is for may have begun. */
  Set<TenantUpgrade.Key> begun(Collection<TenantUpgrade> waiting);

  /** Head of each tenant's hash chain. */
  Map<TenantId, String> chainHeads(UpgradeId upgrade);
}
