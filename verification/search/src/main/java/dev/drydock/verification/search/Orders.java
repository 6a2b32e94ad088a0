package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ProvingRestore;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Releasing;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingRestored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingUntouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restoring;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;

/** What people order: abort, another pass, what becomes of a parked tenant. */
final class Orders {

  static void all(World world, Model model, Sink sink) {
    var state = model.sagas().state(world.saga);
    order(
        world,
        new Fact.Abort(Failure.of(FailureCode.ABORTED)),
        Happening.ABORT,
        "a person aborts",
        model,
        sink);
    if (state instanceof Restored || state instanceof Untouched) {
      retry(world, model, sink);
    }
    if (state instanceof Parked parked) {
      for (var action : Fact.Resolution.values()) {
        resolve(world, parked, action, model, sink);
      }
    }
  }

  private static void order(
      World world, Fact fact, Happening happening, String what, Model model, Sink sink) {
    var after = world.copy();
    if (model.decide(after, fact, true)) {
      sink.accept(happening, what, after);
    }
  }

  /** Between two passes the application has written: an earlier backup is not of these rows. */
  private static void retry(World world, Model model, Sink sink) {
    var after = world.copy();
    if (model.decide(after, new Fact.Retry(new Token(model.sagas().token(world.saga))), true)) {
      after.database.content = Content.inNextVersion(after.database.content);
      after.script = World.Script.NOT_RUN_YET;
      sink.accept(Happening.RETRY, "a person orders another pass", after);
    }
  }

  private static void resolve(
      World world, Parked parked, Fact.Resolution action, Model model, Sink sink) {
    var after = world.copy();
    if (action == Fact.Resolution.ACCEPT) {
      putInOrder(after, parked.interrupted(), model);
    }
    if (model.decide(after, new Fact.Resolve(action), true)) {
      sink.accept(Happening.RESOLVE, "a person resolves: " + action, after);
    }
  }

  /** Who accepts has done by hand what the step would have done. */
  private static void putInOrder(World after, Waiting interrupted, Model model) {
    switch (interrupted) {
      case Releasing _, ReleasingUntouched _, ReleasingRestored _ -> {
        model.endSessions(after, model.sagas().token(after.saga));
        after.database.keptOut = false;
      }
      case Restoring _, ProvingRestore _ -> {
        var backup = after.backup(model.sagas().backup(after.saga));
        if (backup != null) {
          after.database.content = backup.content();
          after.database.intent = false;
          after.database.receipt = false;
          after.database.generation = (after.database.generation + 1) & 3;
        }
      }
      case TenantUpgradeState.Preflight _, TenantUpgradeState.Quiescing _ -> {}
      case TenantUpgradeState.BackingUp _, TenantUpgradeState.Proving _ -> {}
      case TenantUpgradeState.Migrating _, TenantUpgradeState.Inspecting _ -> {}
      case TenantUpgradeState.Verifying _ -> {}
    }
  }

  private Orders() {}
}
