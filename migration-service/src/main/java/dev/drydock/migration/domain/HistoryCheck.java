package dev.drydock.migration.domain;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a tenant with this history can go to this bundle's release; each reason why not. */
public final class HistoryCheck {
  private final Bundle bundle;
  private final History history;

  private HistoryCheck(Bundle bundle, History history) {
    this.bundle = bundle;
    this.history = history;
  }

  /** Reasons, the plainest first; empty when the tenant can go. */
  public static List<Failure> refusals(Bundle bundle, History history) {
    var check = new HistoryCheck(bundle, history);
    var reasons = new ArrayList<Failure>();
    check.noHistory().ifPresent(reasons::add);
    check.failedEntries().forEach(reasons::add);
    check.unknownScripts().forEach(reasons::add);
    check.changedScripts().forEach(reasons::add);
    check.skippedScripts().forEach(reasons::add);
    check.notReachable().ifPresent(reasons::add);
    return reasons;
  }

  private Optional<Failure> noHistory() {
    if (history.exists() || !history.otherTables() || bundle.settings().is("baselineOnMigrate")) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(FailureCode.HISTORY_MISSING, "flyway_schema_history")
            .withAdvice(
                "The tenant holds tables and no history; baseline it at the version it is at."));
  }

  private Stream<Failure> failedEntries() {
    return history
        .failed()
        .map(row ->
            Failure.of(FailureCode.HISTORY_FAILED_ENTRY, row.script())
                .withAdvice(
                    "An earlier run failed half way; mend the tenant, then remove the entry."));
  }

  private Stream<Failure> unknownScripts() {
    return history
        .effective()
        .filter(row -> !row.baseline() && !bundle.holds(row))
        .flatMap(row -> unknown(row).stream());
  }

  private Optional<Failure> unknown(AppliedScript row) {
    var version = row.version();
    var highest = bundle.highest();
    if (version != null && (highest.isEmpty() || version.compareTo(highest.get()) > 0)) {
      return Optional.of(
          Failure.of(FailureCode.TENANT_AHEAD, row.script())
              .withAdvice("The tenant is at a later version than this release."));
    }
    if (bundle.settings().ignoresMissing()) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(FailureCode.HISTORY_MISSING, row.script())
            .withAdvice(
                "Applied to the tenant and not in the bundle; add it, or admit it by"
                    + " ignoreMigrationPatterns=*:missing."));
  }

  private Stream<Failure> changedScripts() {
    return bundle.scripts().stream()
        .filter(script -> !script.repeatable())
        .filter(script -> history.latestOf(script).filter(row -> changed(row, script)).isPresent())
        .map(script ->
            Failure.of(FailureCode.CHECKSUM_CHANGED, script.name())
                .withAdvice("Not the script that was applied to the tenant; put it back."));
  }

  private static boolean changed(AppliedScript row, Script script) {
    var checksum = row.checksum();
    return (checksum != null && checksum != script.checksum())
        || !row.description().equals(script.description());
  }

  private Stream<Failure> skippedScripts() {
    if (bundle.settings().is("outOfOrder") || bundle.settings().ignoresIgnored()) {
      return Stream.empty();
    }
    return bundle.scripts().stream()
        .filter(script -> skipped(script))
        .map(script ->
            Failure.of(FailureCode.VERSION_NOT_REACHABLE, script.name())
                .withAdvice(
                    "Older than the tenant and never applied to it; set outOfOrder or raise"
                        + " its version."));
  }

  private boolean skipped(Script script) {
    var version = script.version();
    return version != null
        && history.latestOf(script).isEmpty()
        && !PendingScripts.belowBaseline(history, version)
        && history.current().map(current -> version.compareTo(current) < 0).orElse(false);
  }

  /** A tenant on its way, or at the release already, counts as reachable. */
  private Optional<Failure> notReachable() {
    var oldest = bundle.from().stream().min(SchemaVersion::compareTo);
    if (oldest.isEmpty() || PendingScripts.of(bundle, history).none()) {
      return Optional.empty();
    }
    if (history.current().map(current -> current.compareTo(oldest.get()) >= 0).orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(FailureCode.VERSION_NOT_REACHABLE, "version " + textOrNone())
            .withAdvice("This release is reached from " + oldest.get() + " or later."));
  }

  private String textOrNone() {
    return history.current().map(SchemaVersion::text).orElse("none");
  }
}
