package dev.drydock.verification.search;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.HashChain;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.Outage;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TransitionTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the coordinator's states, and its decisions: the production function is called once
 * for each state and fact that meet, and its answer remembered, which is sound because it is pure.
 */
final class Sagas {
  private static final int MOST = 1 << 18;

  /** A state and what it waits out. */
  record Saga(TenantUpgradeState state, @Nullable Outage outage) {}

  private final Rules rules;
  private final Words words;
  private final List<Saga> sagas = new ArrayList<>();
  private final List<Integer> commands = new ArrayList<>();
  private final Map<Saga, Integer> ids = new HashMap<>();
  private final Map<Long, Integer> decided = new HashMap<>();
  private final Set<TransitionTable.Row> taken = new HashSet<>();
  private final Map<Long, String> illegal = new HashMap<>();

  Sagas(Rules rules, Words words) {
    this.rules = rules;
    this.words = words;
  }

  Saga saga(int id) {
    return sagas.get(id);
  }

  TenantUpgradeState state(int id) {
    return sagas.get(id).state();
  }

  int token(int id) {
    return Math.toIntExact(state(id).token().value());
  }

  /** ID of the command that the state waits on; -1 for none. */
  int command(int id) {
    return commands.get(id);
  }

  /** Token of the backup that the state knows; 0 for none. */
  int backup(int id) {
    return Known.backup(state(id)).map(Words::token).orElse(0);
  }

  int initial() {
    return id(new Saga(new TenantUpgradeState.Pending(Token.NONE), null));
  }

  private int id(Saga written) {
    var saga = new Saga(Reasons.forgotten(written.state()), written.outage());
    var known = ids.get(saga);
    if (known != null) {
      return known;
    }
    if (sagas.size() == MOST) {
      throw new IllegalStateException("more states of the saga than there are numbers");
    }
    sagas.add(saga);
    ids.put(saga, sagas.size() - 1);
    commands.add(
        saga.state() instanceof TenantUpgradeState.Waiting waiting
            ? words.command(rules.command(waiting))
            : -1);
    return sagas.size() - 1;
  }

  /** What one state makes of one fact; the same number when it ignores it. */
  int next(int saga, Fact fact, boolean patient) {
    long key = ((long) saga << 13 | words.fact(fact)) << 1 | (patient ? 1 : 0);
    var known = decided.get(key);
    if (known == null) {
      known = decide(saga, fact, patient, key);
      decided.put(key, known);
    }
    return known;
  }

  private int decide(int saga, Fact fact, boolean patient, long key) {
    var before = sagas.get(saga);
    var move = rules.next(upgrade(before), fact, Words.AT, new NoPauses(patient));
    if (move.isEmpty()) {
      return saga;
    }
    var after = move.get().after();
    var row =
        new TransitionTable.Row(
            before.state().getClass().getSimpleName(),
            move.get().fact().getClass().getSimpleName(),
            after.state().getClass().getSimpleName());
    taken.add(row);
    if (!rules.legal(row)) {
      illegal.put(key, row.from() + " -> " + row.to() + " by " + row.fact());
    }
    return id(new Saga(after.state(), settled(after.outage())));
  }

  /** How often was tried only lengthens pauses, and the search has no clock. */
  private static @Nullable Outage settled(@Nullable Outage outage) {
    return outage == null
        ? null
        : new Outage(Outage.Place.SERVER, FailureCode.UNREACHABLE, outage.since(), 1);
  }

  /** The transition that is not in the table, if this one is not. */
  @Nullable String illegal(int saga, Fact fact, boolean patient) {
    return illegal.get(((long) saga << 13 | words.fact(fact)) << 1 | (patient ? 1 : 0));
  }

  Set<TransitionTable.Row> taken() {
    return Set.copyOf(taken);
  }

  private static TenantUpgrade upgrade(Saga saga) {
    return new TenantUpgrade(
        Words.UPGRADE,
        Words.TARGET,
        Words.RELEASE,
        0,
        1,
        saga.state(),
        TenantUpgrade.Waking.none(Words.AT),
        saga.outage(),
        0,
        HashChain.START);
  }

  /** Time is a choice of the search: an outage is within the patience, or it is not. */
  private record NoPauses(boolean patient) implements Move.Pauses {
    @Override
    public Duration after(int failures) {
      return Duration.ZERO;
    }

    @Override
    public Duration sendAgain() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration outagePatience() {
      return patient ? Duration.ofHours(1) : Duration.ZERO;
    }
  }
}
