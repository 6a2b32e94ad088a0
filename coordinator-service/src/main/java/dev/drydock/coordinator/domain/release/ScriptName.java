package dev.drydock.coordinator.domain.release;

import java.util.Set;
import java.util.regex.Pattern;

/** What a file among the migrations is, by Flyway's naming with its default prefixes. */
sealed interface ScriptName {
  record Versioned(SchemaVersion version) implements ScriptName {}

  record Repeatable(String description) implements ScriptName {}

  /** SQL around each script, inside its transaction. */
  record Callback() implements ScriptName {}

  /** {@code V1__x.sql.conf}: settings of one script. */
  record Settings() implements ScriptName {}

  /** Nothing that would be applied; why, and what to do. */
  record Wrong(String why) implements ScriptName {}

  /** Callbacks that Flyway runs inside the transaction of each script. */
  Set<String> AROUND_EACH_SCRIPT = Set.of("beforeEachMigrate", "afterEachMigrate");

  /** Flyway's other callbacks: they commit by themselves, and may run twice or never. */
  Set<String> OUTSIDE_OF_SCRIPTS =
      Set.of(
          "beforeConnect",
          "afterConnect",
          "beforeCreateSchema",
          "createSchema",
          "beforeMigrate",
          "beforeEachMigrateStatement",
          "afterEachMigrateStatement",
          "afterEachMigrateStatementError",
          "afterEachMigrateError",
          "beforeRepeatables",
          "afterVersioned",
          "afterMigrateApplied",
          "afterMigrate",
          "afterMigrateError",
          "beforeValidate",
          "afterValidate",
          "afterValidateError",
          "beforeBaseline",
          "afterBaseline",
          "afterBaselineError",
          "beforeUndo",
          "beforeEachUndo",
          "beforeEachUndoStatement",
          "afterEachUndoStatement",
          "afterEachUndoStatementError",
          "afterEachUndo",
          "afterEachUndoError",
          "afterUndo",
          "afterUndoError",
          "beforeClean",
          "afterClean",
          "afterCleanError",
          "beforeRepair",
          "afterRepair",
          "afterRepairError",
          "beforeInfo",
          "afterInfo",
          "afterInfoError",
          "afterMigrateOperationFinish",
          "afterInfoOperationFinish");

  Pattern NUMBERED = Pattern.compile("([VBU])(.*?)__(.*)\\.sql", Pattern.DOTALL);

  /**
   * @param file without its folder
   */
  static ScriptName of(String file) {
    if (file.endsWith(".sql.conf")) {
      return new Settings();
    }
    if (!file.endsWith(".sql")) {
      return new Wrong(
          file.toLowerCase(java.util.Locale.ROOT).endsWith(".sql")
              ? "ends in '.sql' of other case; Flyway would overlook it: rename it to '.sql'"
              : "is no SQL script; only .sql files are applied");
    }
    var stem = file.substring(0, file.length() - 4);
    var prefix = stem.split("__", 2)[0];
    if (AROUND_EACH_SCRIPT.contains(prefix)) {
      return new Callback();
    }
    if (OUTSIDE_OF_SCRIPTS.contains(prefix)) {
      return new Wrong(
          "is a callback that would run outside the scripts' transaction, so it could run twice or"
              + " never; only beforeEachMigrate and afterEachMigrate are run: move its statements"
              + " into a script");
    }
    if (stem.startsWith("R__")) {
      return stem.length() > 3
          ? new Repeatable(stem.substring(3))
          : new Wrong("has no description: R__<description>.sql");
    }
    return numbered(file);
  }

  private static ScriptName numbered(String file) {
    var matcher = NUMBERED.matcher(file);
    if (!matcher.matches()) {
      return new Wrong(
          "is not named as Flyway needs it: V<version>__<description>.sql (two underscores) or"
              + " R__<description>.sql; it would be overlooked");
    }
    var kind = matcher.group(1);
    if (kind.equals("U")) {
      return new Wrong(
          "is an undo script, which is never applied; a tenant is put back from its backup");
    }
    if (kind.equals("B")) {
      return new Wrong(
          "is a baseline script, which is never applied; name it V<version>__<description>.sql");
    }
    if (matcher.group(3).isEmpty()) {
      return new Wrong("has no description: V<version>__<description>.sql");
    }
    var version = SchemaVersion.parse(matcher.group(2));
    if (version.isEmpty()) {
      return new Wrong("has no version of digits between 'V' and '__', as in 1_2_0");
    }
    return new Versioned(version.get());
  }
}
