package dev.drydock.coordinator.application;

import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.upgrade.Admission.Candidate;
import dev.drydock.coordinator.domain.upgrade.Admission.InFlight;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fleet-wide upgrades. Each call joins the caller's transaction. */
public interface Upgrades {
  void add(Upgrade upgrade, List<Strategy.Wave> waves);

  Optional<Upgrade> find(UpgradeId id);

  /** Until the transaction ends nobody else changes this upgrade. */
  Optional<Upgrade> lock(UpgradeId id);

  void save(Upgrade upgrade);

  /** Those with something to do, oldest first. */
  List<UpgradeId> active();

  /** Admissions happen one at a time, over all coordinators, until the transaction ends. */
  void lockAdmission();

  /** The same, unless somebody admits now: whoever has to go on does not wait for them. */
  boolean tryLockAdmission();

  /** By number; one statement. */
  List<WaveCounts> waves(UpgradeId id);

  /** The waves as they were dealt out. */
  List<Strategy.Wave> dealt(UpgradeId id);

  /** Numbers of the waves that have started, and not ended. */
  Set<Integer> openWaves(UpgradeId id);

  void waveStarted(UpgradeId id, int wave, Instant at);

  void waveEnded(UpgradeId id, int wave, Instant at);

  /** Waves that have pending tenants again are neither started nor ended. */
  void reopenWaves(UpgradeId id);

  InFlight inFlight(UpgradeId id);

  /** Pending tenants of the wave by ID, at most so many of each host. */
  List<Candidate> candidates(UpgradeId id, int wave, int perHost, int limit);

  /** The first of so many consecutive event sequence numbers of this upgrade. */
  long takeSequences(UpgradeId id, int count);

  /** The upgrade has ended: the heads of its chains must be signed. */
  void digestDue(UpgradeId id);

  /** Ended, and not signed yet. */
  List<UpgradeId> digestsDue(int limit);

  /** Signed as it ended then; nothing when it has gone on meanwhile. */
  void digestWritten(Upgrade ended);
}
