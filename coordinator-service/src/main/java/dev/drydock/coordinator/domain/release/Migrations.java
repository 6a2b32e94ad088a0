package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The migrations of one bundle, in the order in which they are applied. */
final class Migrations {
  static final String FOLDER = "migrations/";
  private static final Pattern NO_TRANSACTION =
      Pattern.compile("(?im)^\\s*executeInTransaction\\s*=\\s*false\\s*$");

  private final Mistakes mistakes;
  private final TreeMap<SchemaVersion, Script> versioned = new TreeMap<>();
  private final TreeMap<String, Script> repeatable = new TreeMap<>();
  private final Map<String, String> settings = new HashMap<>();

  /** One script: its path in the zip, its name below the folder, its text and statements. */
  private record Script(String path, String name, String text, List<SqlScript.Statement> parts) {}

  Migrations(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * @param path in the zip, for messages
   * @param below in the canonical zip, below {@link #FOLDER}
   */
  void add(String path, String below, String text) {
    var file = path.substring(path.lastIndexOf('/') + 1);
    var name = below.substring(FOLDER.length());
    switch (ScriptName.of(file)) {
      case ScriptName.Versioned(var version) -> keep(versioned, version, script(path, name, text));
      case ScriptName.Repeatable(var description) ->
          keep(repeatable, description, script(path, name, text));
      case ScriptName.Callback _ -> script(path, name, text);
      case ScriptName.Settings _ -> settings.put(name, text);
      case ScriptName.Wrong(var why) -> mistakes.add(null, path, why);
    }
  }

  private Script script(String path, String name, String text) {
    var statements = SqlScript.statements(text, path, mistakes);
    if (statements.isEmpty()) {
      mistakes.add(null, path, "holds no statement");
    }
    Rights.check(path, statements, mistakes);
    return new Script(path, name, text, statements);
  }

  private <K> void keep(Map<K, Script> scripts, K key, Script script) {
    var other = scripts.putIfAbsent(key, script);
    if (other != null) {
      mistakes.add(
          null,
          script.path(),
          (key instanceof SchemaVersion
                  ? "has the same version (" + key + ") as "
                  : "is the same as ")
              + other.path());
    }
  }

  void refuseNone() {
    if (versioned.isEmpty()) {
      mistakes.add(
          null,
          null,
          "no versioned migration was found: migrations/V<version>__<description>.sql, or the same"
              + " at the top of the zip");
    }
  }

  String highestVersion() {
    return versioned.lastKey().toString();
  }

  /** Versions, then repeatable scripts by description. */
  List<Release.Migration> inOrder() {
    var all = new ArrayList<Release.Migration>();
    versioned.forEach((version, script) -> all.add(migration(script, version.toString())));
    repeatable.values().forEach(script -> all.add(migration(script, null)));
    return all;
  }

  private Release.Migration migration(Script script, @Nullable String version) {
    boolean switchedOff =
        NO_TRANSACTION.matcher(settings.getOrDefault(script.name() + ".conf", "")).find();
    return new Release.Migration(
        script.name(),
        version,
        FlywayChecksum.of(script.text()),
        !switchedOff && Transactionality.of(script.parts()));
  }
}
