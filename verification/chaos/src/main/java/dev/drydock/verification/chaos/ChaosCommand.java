package dev.drydock.verification.chaos;

import dev.drydock.local.LocalServerFailure;
import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.StackFailure;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drydock verify chaos}. */
@Command(
    name = "chaos",
    description = "Real processes under a seeded schedule of faults, judged by the invariants.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./drydock verify chaos --seed 7 --minutes 30",
      "  ./drydock verify chaos --mode kill-all --minutes 10",
      "  ./drydock verify chaos --judge /tmp/drydock-chaos-7-20261124-101500"
    })
final class ChaosCommand extends Verification {
  private static final Pattern EVERY = Pattern.compile("(\\d+)s?\\.\\.(\\d+)s");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "the schedule of faults; default ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "3",
      description =
          "how long faults strike; healing and looking come on top; default ${DEFAULT-VALUE}")
  private double minutes;

  @Option(
      names = "--every",
      paramLabel = "FROM..TO",
      defaultValue = "20s..40s",
      description = "between the beginnings of two faults; default ${DEFAULT-VALUE}")
  private String every = "20s..40s";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "mixed",
      description =
          "mixed: all faults; kill-all: all services at once, every 30 s; default ${DEFAULT-VALUE}")
  private String mode = "mixed";

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "12",
      description = "a third of them schemas of one database; default ${DEFAULT-VALUE}")
  private int tenants;

  @Option(
      names = "--healing",
      paramLabel = "SECONDS",
      defaultValue = "240",
      description =
          "within which everyone has ended after the last fault; default ${DEFAULT-VALUE}")
  private int healingSeconds;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "6",
      description = "stored backups restored and compared in the end; default ${DEFAULT-VALUE}")
  private int copies;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "the run's folder; default: a new one below the temporary folder")
  private @Nullable Path keep;

  @Option(
      names = "--judge",
      paramLabel = "DIR",
      description = "judge a run again from its folder; nothing is started")
  private @Nullable Path judge;

  @Override
  protected Figures verify() {
    if (judge != null) {
      return Verdict.of(new RunFolder(judge));
    }
    var folder = new RunFolder(keep == null ? newFolder() : keep);
    folder.run(new RunFolder.Run(seed, minutes, mode, tenants, replay()));
    say("run " + folder.path());
    try {
      new Chaos(
              schedule(),
              folder,
              CanaryPlan.of(tenants),
              Duration.ofSeconds(healingSeconds),
              copies,
              seed,
              this::say)
          .run();
    } catch (Fault.NotInjected | StackFailure | LocalServerFailure | Rest.Refused e) {
      throw new NotCarriedOut(e.getMessage() + "; see " + folder.path());
    }
    return Verdict.of(folder);
  }

  private Schedule schedule() {
    var gap = EVERY.matcher(every);
    if (!gap.matches()) {
      throw new NotCarriedOut("--every is like 20s..40s");
    }
    return Schedule.of(
        seed,
        Duration.ofMillis((long) (minutes * Duration.ofMinutes(1).toMillis())),
        Duration.ofSeconds(Long.parseLong(gap.group(1))),
        Duration.ofSeconds(Long.parseLong(gap.group(2))),
        mode.equals("kill-all") ? Schedule.Mode.KILL_ALL : Schedule.Mode.MIXED);
  }

  private String replay() {
    return "./drydock verify chaos --seed %d --minutes %s --every %s --mode %s --tenants %d"
        .formatted(seed, String.format(Locale.ROOT, "%s", minutes), every, mode, tenants);
  }

  private Path newFolder() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "drydock-chaos-%d-%s".formatted(seed, LocalDateTime.now(ZoneOffset.UTC).format(STAMP)));
  }
}
