package dev.drydock.verification.fuzz;

import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fuzzes every target for a while, or replays one input. */
@Command(
    name = "fuzz",
    description = {
      "Coverage-guided fuzzing (Jazzer) of whatever reads what others wrote: records, REST bodies,",
      "bundles and their scripts, webhook URLs, answers of other services.",
      "Each input may only end in what the reader declares, within 20 s and 512 MiB."
    },
    footer = {
      "",
      "Targets: records structured rows claims ledger tenants-json tenants-csv upgrades sheets",
      "  settings bundles scripts zips webhooks",
      "",
      "Examples:",
      "  ./drydock verify fuzz --seconds 6",
      "  ./drydock verify fuzz --target scripts --seconds 600 --seed 42",
      "  ./drydock verify fuzz --target records --runs 20000 --seed 7   the same work each time",
      "  ./drydock verify fuzz --target scripts --replay FILE"
    })
final class FuzzCommand extends Verification {
  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      description = "these alone, separated by commas; all by default")
  private List<String> titles = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "for each target; default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "inputs for each target instead of a time: repeats exactly with the seed")
  private @Nullable Long runs;

  @Option(names = "--seed", paramLabel = "S", description = "drawn and printed by default")
  private @Nullable Long seed;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "2",
      description = "targets at a time; default ${DEFAULT-VALUE}")
  private int jobs;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "runs this one input against the one --target")
  private @Nullable Path replay;

  @Override
  protected Figures verify() throws IOException, InterruptedException {
    var targets = targets();
    if (replay != null) {
      return replayed(targets, Files.readAllBytes(replay));
    }
    long drawn = seed == null ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : seed;
    say("seed %d: %d targets".formatted(drawn, targets.size()));
    var bound = runs == null ? Bound.seconds(seconds) : Bound.runs(runs);
    var folders = Folders.below(Path.of(System.getProperty("drydock.root", ".")));
    return new Campaign(folders, drawn, bound, this::say).over(targets, jobs);
  }

  private List<Target> targets() {
    if (titles.isEmpty()) {
      return List.of(Target.values());
    }
    return titles.stream()
        .map(title ->
            Target.titled(title)
                .orElseThrow(() ->
                    new NotCarriedOut(
                        "there is no target '%s'; these are: %s".formatted(title, known()))))
        .toList();
  }

  private static String known() {
    return Arrays.stream(Target.values()).map(Target::title).collect(Collectors.joining(", "));
  }

  private Figures replayed(List<Target> targets, byte[] input) {
    if (targets.size() != 1) {
      throw new NotCarriedOut("--replay needs the one --target that the input is for");
    }
    var figures = Figures.of("fuzz").with("target", targets.getFirst().title());
    try {
      targets.getFirst().run(input);
    } catch (Throwable thrown) { // whatever it is, it is the finding
      thrown.printStackTrace();
      figures.violations(List.of(targets.getFirst().title() + ": " + thrown));
    }
    return figures.with("inputBytes", input.length).figures();
  }
}
