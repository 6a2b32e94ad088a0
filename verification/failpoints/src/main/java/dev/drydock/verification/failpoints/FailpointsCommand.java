package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.agent.Catalogue;
import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drydock verify failpoints}. */
@Command(
    name = "failpoints",
    description = {
      "Real processes and servers: each named failpoint of the services, crossed with each way to"
          + " fail (halt, stop for 5 s, exception, executed but timed out) and each database engine.",
      "A case arms one, upgrades a small fleet, starts what halted, and checks what is promised. A"
          + " case whose failpoint did not fire has not passed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./drydock verify failpoints --sample 10",
      "  ./drydock verify failpoints --shard 1/4 --resume /tmp/failpoints-1",
      "  ./drydock verify failpoints --only backup.restore.after --action halt"
    })
final class FailpointsCommand extends Verification {
  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      description = "every N-th case, from the I-th; default ${DEFAULT-VALUE}")
  private String shard = "1/1";

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "so many cases, drawn by the seed; default all")
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "draws the sample; default ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "only points whose name is this, or begins with this and a dot")
  private @Nullable String only;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "only halt, stop, exception or executed-but-timed-out")
  private @Nullable String action;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "keeps results in DIR and leaves out the cases that are there already")
  private @Nullable Path resume;

  @Option(
      names = "--cases-per-stack",
      paramLabel = "N",
      defaultValue = "40",
      description =
          "a stack is judged as a whole and replaced after so many; default ${DEFAULT-VALUE}")
  private int casesPerStack = 40;

  @Option(names = "--list", description = "prints the cases and runs none")
  private boolean list;

  @Option(
      names = "--observe",
      description = "runs one upgrade without a fault and prints which points it comes by")
  private boolean observe;

  @Override
  protected Figures verify() throws IOException {
    var wanted = wanted();
    if (wanted.cases().isEmpty()) {
      throw new NotCarriedOut("no such case; --list prints all of them");
    }
    if (list) {
      wanted.cases().forEach(each -> say(each.id()));
      return Figures.of("failpoints").with("cases", wanted.cases().size()).figures();
    }
    var folder = folder();
    if (observe) {
      return new Observation(folder, this::say).run();
    }
    var results = Results.in(folder);
    var open = wanted.without(results.ids());
    say(
        "%d cases, %d of them done; results in %s"
            .formatted(wanted.cases().size(), wanted.cases().size() - open.cases().size(), folder));
    var violations = new Campaign(folder, results, casesPerStack, this::say).run(open);
    return Summary.of(wanted, results, violations);
  }

  /** The database server's own user must be able to enter it. */
  private Path folder() throws IOException {
    var folder =
        resume == null
            ? Files.createTempDirectory("drydock-failpoints-")
            : Files.createDirectories(resume).toAbsolutePath();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  private Matrix wanted() {
    var matrix = Matrix.of(Catalogue.points(), Engines.ofTheBuild());
    var name = only;
    if (name != null) {
      matrix =
          matrix.where(each ->
              each.point().name().equals(name) || each.point().name().startsWith(name + "."));
    }
    var word = action;
    if (word != null) {
      var meant = actionOf(word);
      matrix = matrix.where(each -> each.action() == meant);
    }
    matrix = matrix.shard(part(0), part(1));
    return sample == null ? matrix : matrix.sample(sample, seed);
  }

  private static Action actionOf(String word) {
    return Matrix.ACTIONS.stream()
        .filter(each -> Case.word(each).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new NotCarriedOut(
                "--action is one of " + Matrix.ACTIONS.stream().map(Case::word).toList()));
  }

  private int part(int index) {
    var parts = List.of(shard.split("/", -1));
    try {
      int value = Integer.parseInt(parts.get(index));
      int shards = Integer.parseInt(parts.get(1));
      if (parts.size() == 2 && value >= 1 && value <= shards) {
        return value;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // Said below, for every form that is none.
    }
    throw new NotCarriedOut("--shard is I/N with 1 <= I <= N, not " + shard);
  }
}
