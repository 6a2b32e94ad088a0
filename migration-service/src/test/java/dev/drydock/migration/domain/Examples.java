package dev.drydock.migration.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bundles and histories for tests. */
public final class Examples {
  public static final Script V1 = script("V1__a.sql", "1", 11);
  public static final Script V2 = script("V2__b.sql", "2", 22);
  public static final Script V3 = script("V3__c.sql", "3", 33);
  public static final Script R = new Script("R__v.sql", null, "v", 99, true);

  public static Bundle bundle(Script... scripts) {
    return bundle(Map.of(), scripts);
  }

  public static Bundle bundle(Map<String, String> settings, Script... scripts) {
    return new Bundle(
        "sha", List.of(scripts), List.of(), new MigrationSettings(settings, Map.of()), List.of());
  }

  public static Bundle from(Bundle bundle, String... versions) {
    return new Bundle(
        bundle.sha256(),
        bundle.scripts(),
        bundle.assertions(),
        bundle.settings(),
        Arrays.stream(versions).map(text -> SchemaVersion.parse(text).orElseThrow()).toList());
  }

  public static History history(Script... applied) {
    var rows = new ArrayList<AppliedScript>();
    for (var script : applied) {
      rows.add(row(rows.size() + 1, script, "SQL", true));
    }
    return new History(true, true, rows);
  }

  public static History history(AppliedScript... rows) {
    return new History(true, true, List.of(rows));
  }

  public static AppliedScript row(int rank, Script script, String type, boolean success) {
    return new AppliedScript(
        rank,
        script.version(),
        script.description(),
        type,
        script.name(),
        script.checksum(),
        success);
  }

  public static Script script(String name, String version, int checksum) {
    return new Script(
        name, SchemaVersion.parse(version).orElseThrow(), name.substring(4, 5), checksum, true);
  }

  public static Script changed(Script script) {
    return new Script(
        script.name(), script.version(), script.description(), script.checksum() + 1, true);
  }

  private Examples() {}
}
