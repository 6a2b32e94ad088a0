package dev.drydock.verification.search;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for commands and facts. */
final class Words {
  static final UpgradeId UPGRADE = new UpgradeId("up-00000000000000");
  static final Instant AT = Instant.EPOCH;
  static final TenantTarget TARGET =
      new TenantTarget(
          new TenantId("tenant"),
          Engine.POSTGRESQL,
          "db",
          5432,
          "tenant",
          null,
          "env:X",
          List.of());
  static final ReleaseReference RELEASE =
      new ReleaseReference("shop", "2", "2", "0".repeat(64), "bundles/2");
  private static final int MOST_COMMANDS = 1 << 11;
  private static final int MOST_FACTS = 1 << 13;

  private final List<Command> commands = new ArrayList<>();
  private final Map<Command, Integer> commandIds = new HashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<Fact, Integer> factIds = new HashMap<>();

  int command(Command command) {
    return id(command, commands, commandIds, MOST_COMMANDS);
  }

  Command command(int id) {
    return commands.get(id);
  }

  Step step(int command) {
    return Step.of(commands.get(command));
  }

  /** Token of the backup that the command speaks of; 0 for none. */
  int backupOf(int command) {
    return switch (commands.get(command)) {
      case Command.ProveBackup c -> token(c.backup());
      case Command.MigrateTenant c -> token(c.backup());
      case Command.InspectTenant c -> token(c.backup());
      case Command.RestoreBackup c -> token(c.backup());
      case Command.ProveRestore c -> token(c.backup());
      case Command.TakeBackup _, Command.CheckTenant _, Command.QuiesceTenant _ -> 0;
      case Command.VerifyTenant _, Command.ReleaseTenant _ -> 0;
    };
  }

  /** The fingerprint that the command carries. */
  Fingerprint expected(int command) {
    return switch (commands.get(command)) {
      case Command.ProveBackup c -> c.backup().fingerprint();
      case Command.MigrateTenant c -> c.backup().fingerprint();
      case Command.InspectTenant c -> c.backup().fingerprint();
      case Command.RestoreBackup c -> c.backup().fingerprint();
      case Command.ProveRestore c -> c.backup().fingerprint();
      default -> throw new IllegalArgumentException("carries no backup");
    };
  }

  static int token(BackupReference reference) {
    return Math.toIntExact(reference.token().value());
  }

  int fact(Fact fact) {
    return id(fact, facts, factIds, MOST_FACTS);
  }

  Fact fact(int id) {
    return facts.get(id);
  }

  private static <T> int id(T word, List<T> words, Map<T, Integer> ids, int most) {
    var known = ids.get(word);
    if (known != null) {
      return known;
    }
    if (words.size() == most) {
      throw new IllegalStateException("more words than a packed world has numbers for");
    }
    words.add(word);
    ids.put(word, words.size() - 1);
    return words.size() - 1;
  }

  static BackupReference reference(int token, int content) {
    return new BackupReference(
        BackupId.of(TARGET.id(), new Token(token)),
        TARGET.id(),
        UPGRADE,
        new Token(token),
        "archives/" + token,
        "0".repeat(64),
        1,
        "1",
        fingerprint(content),
        AT);
  }

  static Fingerprint fingerprint(int content) {
    return new Fingerprint("search", Content.text(content), "v" + Content.version(content), 1);
  }
}
