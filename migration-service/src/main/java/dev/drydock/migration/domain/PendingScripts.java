package dev.drydock.migration.domain;

import java.util.List;

/** Which scripts of a bundle a tenant still needs, in the order in which they are applied. */
public record PendingScripts(List<Script> scripts) {
  public PendingScripts {
    scripts = List.copyOf(scripts);
  }

  public static PendingScripts of(Bundle bundle, History history) {
    return new PendingScripts(
        bundle.scripts().stream().filter(script -> pending(bundle, history, script)).toList());
  }

  private static boolean pending(Bundle bundle, History history, Script script) {
    var version = script.version();
    var latest = history.latestOf(script);
    if (version == null) {
      return latest
          .map(row -> row.checksum() == null || row.checksum() != script.checksum())
          .orElse(true);
    }
    if (latest.isPresent() || belowBaseline(history, version)) {
      return false;
    }
    return bundle.settings().is("outOfOrder")
        || history.current().map(current -> version.compareTo(current) > 0).orElse(true);
  }

  static boolean belowBaseline(History history, SchemaVersion version) {
    return history.baseline().map(baseline -> version.compareTo(baseline) <= 0).orElse(false);
  }

  public boolean none() {
    return scripts.isEmpty();
  }

  public List<String> names() {
    return scripts.stream().map(Script::name).toList();
  }

  public List<String> nonTransactional() {
    return scripts.stream().filter(script -> !script.transactional()).map(Script::name).toList();
  }

  /** Whether all of them can be applied in one transaction. */
  public boolean atomic() {
    return nonTransactional().isEmpty();
  }
}
