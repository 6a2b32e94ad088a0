package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What plan and upgrade are told alike. */
final class UpgradeRequest {
  @Option(
      names = "--release",
      paramLabel = "NAME:VERSION",
      description = "The release to bring tenants to")
  private String release = "";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--selector",
      paramLabel = "LABELS",
      description = "Which tenants: ring=canary,tier!=free (default: ${DEFAULT-VALUE})")
  private String selector = "all";

  @Option(
      names = "--waves",
      paramLabel = "SIZES",
      description = "Counts, percentages, rest (default: ${DEFAULT-VALUE})")
  private String waves = "2,20%,rest";

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Tenants in flight at a time (default: ${DEFAULT-VALUE})")
  private int concurrency = 8;

  @Option(
      names = "--host-concurrency",
      paramLabel = "N",
      description = "Of them on one database server (default: ${DEFAULT-VALUE})")
  private int hostConcurrency = 8;

  @Option(
      names = "--failure-budget",
      paramLabel = "N|N%",
      description = "Failed tenants of a wave that pause the upgrade (default: ${DEFAULT-VALUE})")
  private String failureBudget = "10%";

  /** Checked here: required by the parser, it would be asked of `upgrade list` too. */
  ObjectNode body() {
    if (release.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--release=NAME:VERSION'");
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("release", release)
        .put("selector", selector)
        .put("waves", waves)
        .put("concurrency", concurrency)
        .put("hostConcurrency", hostConcurrency)
        .put("failureBudget", failureBudget);
  }

  String release() {
    return release;
  }
}
