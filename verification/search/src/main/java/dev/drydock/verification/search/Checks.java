package dev.drydock.verification.search;

import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Upgraded;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The invariants: of each effect at the moment at which it lands, and of every world. */
final class Checks {

  /** Before an intent or a script takes effect. */
  static void migration(World world, Exec exec, Model model) {
    claimed(world, exec, model);
    migrationOf(world, exec);
  }

  static void migrationOf(World world, Exec exec) {
    if (!world.database.keptOut) {
      world.wrong("token " + exec.token + " migrates while the writers are let in");
    }
    if (!world.hasProof()) {
      world.wrong("token " + exec.token + " migrates without a proven backup of this pass");
    }
  }

  static void insideFence(World world, Exec exec) {
    if (world.database.insideFence > exec.token) {
      world.wrong(
          "token %d took effect inside after the fence was at %d"
              .formatted(exec.token, world.database.insideFence));
    }
  }

  static void serverEffect(World world, Exec exec, Model model) {
    claimed(world, exec, model);
    if (world.database.serverFence > exec.token) {
      world.wrong(
          "token %d took effect on the server after the fence was at %d"
              .formatted(exec.token, world.database.serverFence));
    }
  }

  static void restore(World world, Exec exec, Model model) {
    serverEffect(world, exec, model);
    if (!world.database.keptOut) {
      world.wrong("token " + exec.token + " restores while the writers are let in");
    }
    var backup = world.backup(model.words().backupOf(exec.command));
    if (backup == null || !backup.proven()) {
      world.wrong("token " + exec.token + " restores a backup that was never proven");
    } else if (Content.version(backup.content()) != Content.version(world.database.content)) {
      world.wrong("token " + exec.token + " restores the backup of another pass");
    }
  }

  private static void claimed(World world, Exec exec, Model model) {
    boolean present = model.sagas().token(world.saga) == exec.token;
    if (present && !exec.claim && !exec.orphan) {
      world.wrong("token " + exec.token + " takes effect without having asked");
    }
  }

  /** What holds in every world; {@code null} when all of it does. */
  static @Nullable String of(World world, Model model) {
    var database = world.database;
    if (Content.first(database.content) > 1 || Content.second(database.content) > 1) {
      return "a statement took effect twice";
    }
    if (!database.keptOut && !database.wholeOrUntouched()) {
      return "the writers are let in while the content is "
          + Content.text(database.content)
          + (database.intent ? ", with an open intent" : "");
    }
    if (database.keptOut && database.touched() && !world.hasProof()) {
      return "the tenant is changed and has no proven backup of this pass";
    }
    return ofTheEnd(model.sagas().state(world.saga), database);
  }

  private static @Nullable String ofTheEnd(TenantUpgradeState state, Database database) {
    return switch (state) {
      case Upgraded _ ->
          database.keptOut || !Content.migrated(database.content)
              ? ended("upgraded", database)
              : null;
      case Restored _, Untouched _ ->
          database.keptOut || database.touched()
              ? ended(state.name().toLowerCase(Locale.ROOT), database)
              : null;
      case Parked s ->
          s.token().compareTo(s.interrupted().token()) <= 0
              ? "parked without raising the token"
              : null;
      case TenantUpgradeState.Pending _, TenantUpgradeState.Waiting _ -> null;
    };
  }

  private static String ended(String how, Database database) {
    return "%s, and the content is %s, the writers %s"
        .formatted(how, Content.text(database.content), database.keptOut ? "kept out" : "let in");
  }

  /** Tokens only rise, from one world to the next. */
  static @Nullable String ofStep(World before, World after, Model model) {
    if (after.violation != null) {
      return after.violation;
    }
    int from = model.sagas().token(before.saga);
    int to = model.sagas().token(after.saga);
    boolean moved = before.saga != after.saga;
    boolean waits = model.sagas().command(after.saga) >= 0;
    if (to < from || (moved && waits && to == from)) {
      return "the token went from %d to %d".formatted(from, to);
    }
    if (after.database.serverFence < before.database.serverFence
        || after.database.insideFence < before.database.insideFence
        || after.migrationQueue.seen < before.migrationQueue.seen
        || after.backupQueue.seen < before.backupQueue.seen) {
      return "a fence went down";
    }
    return null;
  }

  private Checks() {}
}
