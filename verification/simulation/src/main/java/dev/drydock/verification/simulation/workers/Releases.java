package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.MigrationSettings;
import dev.drydock.migration.domain.SchemaVersion;
import dev.drydock.migration.domain.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The releases of one seed, each with the scripts of the one before; some cannot be rolled back.
 */
final class Releases {
  private static final int FIRST_LAST = 3;
  private final List<Script> scripts = new ArrayList<>();

  /** How many releases a fleet can be brought to, one after the other. */
  static final int COUNT = 2;

  Releases(SplittableRandom random) {
    boolean atomic = random.nextBoolean();
    for (int version = 1; version < FIRST_LAST + COUNT; version++) {
      boolean transactional = version == 1 || atomic || random.nextBoolean();
      scripts.add(
          new Script(
              "V" + version + "__step.sql",
              SchemaVersion.parse(String.valueOf(version)).orElseThrow(),
              "step",
              100 + version,
              transactional));
    }
  }

  private static int last(int release) {
    return FIRST_LAST + release;
  }

  /**
   * @param release from 0
   */
  ReleaseReference reference(int release) {
    var version = String.valueOf(last(release));
    return new ReleaseReference(
        "shop", version + ".0.0", version, sha(release), "bundles/" + sha(release) + ".zip");
  }

  private static String sha(int release) {
    return "b0" + release;
  }

  Bundle bundle(String sha256) {
    for (int release = 0; release < COUNT; release++) {
      if (sha(release).equals(sha256)) {
        return new Bundle(
            sha256,
            scripts.subList(0, last(release)),
            List.of(new Bundle.Assertion("rows_are_right", "SELECT 1 WHERE false")),
            new MigrationSettings(Map.of(), Map.of()),
            List.of());
      }
    }
    throw new IllegalArgumentException("no bundle " + sha256);
  }

  List<String> names(int release) {
    return scripts.subList(0, last(release)).stream().map(Script::name).toList();
  }

  /** A tenant that has been given the first script, long ago. */
  Content original() {
    var first = scripts.getFirst();
    return Content.EMPTY
        .withCanaryMoved()
        .withJournal(first.name())
        .withTable(SimulatedMigrations.table(first))
        .withHistory(SimulatedMigrations.row(1, first));
  }
}
