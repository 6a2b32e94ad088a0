package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Result;
import dev.drydock.coordinator.application.Facts;
import dev.drydock.coordinator.domain.saga.MigrationScope;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import dev.drydock.coordinator.domain.saga.Transitions;

/** The production transitions, given the same answer until the tenant is no longer being proven. */
final class Saga {
  private static final MigrationScope SCOPE = new MigrationScope("1.0.0", 1, 0, 100);
  private static final int MOST_ANSWERS = 100;

  private Saga() {}

  /**
   * @throws IllegalStateException when it goes on asking for ever
   */
  static TenantUpgradeState after(BackupReference backup, Result answer) {
    var fact = Facts.of(answer);
    TenantUpgradeState state = new Proving(backup.token().next(), 1, SCOPE, backup, 1);
    for (int answers = 0; answers < MOST_ANSWERS; answers++) {
      state = Transitions.next(state, fact);
      if (!(state instanceof Proving)) {
        return state;
      }
    }
    throw new IllegalStateException("proving does not end");
  }

  static boolean migrates(TenantUpgradeState state) {
    return state instanceof Migrating;
  }
}
