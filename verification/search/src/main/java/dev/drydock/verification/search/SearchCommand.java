package dev.drydock.verification.search;

import dev.drydock.coordinator.domain.saga.TransitionTable.Row;
import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches everything that can happen to two tenants, up to a number of faults. */
@Command(
    name = "search",
    description = {
      "Every interleaving of the production transition function with its environment: messages"
          + " lost, sent twice and overtaken, workers killed and frozen anywhere, leases taken"
          + " over, claims and connections lost, archives that rot, an older ledger, and what"
          + " people order meanwhile. First each of two tenants by itself, one whose engine rolls"
          + " back whole and one whose does not; then both at once on two workers.",
      "Every invariant is checked in every state, and from every state an end must be reachable"
          + " without more faults."
    },
    footer = {
      "",
      "Examples:",
      "  drydock verify search",
      "  drydock verify search --together 3      longer",
      "  drydock verify search --faults 1 --together 0"
    })
final class SearchCommand extends Verification {
  private static final int MOST_OF_ONE_WHEN_TOGETHER = 2;
  private static final int MOST_FAULTS = 4;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "3",
      description = "most faults and orders, each tenant by itself; 0 to 4, default 3")
  private int faults = 3;

  @Option(
      names = "--together",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "most faults and orders, both tenants at once, at most two of them at one tenant; 0 to 4,"
              + " default 2")
  private int together = 2;

  @Option(
      names = "--limit",
      paramLabel = "WORLDS",
      defaultValue = "12000000",
      description =
          "most states of one tenant that are kept, about 150 bytes each; default 12000000. When it"
              + " is reached nothing is said about the rest: exit code 3")
  private int limit = 12_000_000;

  @Override
  protected Figures verify() {
    if (faults < 0 || faults > MOST_FAULTS || together < 0 || together > MOST_FAULTS) {
      throw new NotCarriedOut("--faults and --together are 0 to " + MOST_FAULTS);
    }
    long began = System.nanoTime();
    var alone = searchBoth("one tenant", faults);
    var fleet = new Fleet();
    if (alone.stream().allMatch(search -> search.violation() == null)) {
      fleet.search(searchBoth("for both", Math.min(together, MOST_OF_ONE_WHEN_TOGETHER)));
    }
    return figures(alone, fleet, (System.nanoTime() - began) / 1e9);
  }

  /** The tenant on an atomic engine, and the other one. */
  private List<TenantSearch> searchBoth(String what, int most) {
    var searches = new ArrayList<TenantSearch>();
    var running = new ArrayList<CompletableFuture<Void>>();
    for (boolean atomic : new boolean[] {true, false}) {
      var name = what + (atomic ? ", atomic engine" : ", other engine");
      var search =
          new TenantSearch(
              new Model(new Rules(), atomic), most, limit, line -> say(name + ": " + line));
      searches.add(search);
      running.add(CompletableFuture.runAsync(search::run));
    }
    running.forEach(CompletableFuture::join);
    if (searches.stream().anyMatch(TenantSearch::reachedLimit)) {
      throw new NotCarriedOut(
          "the limit of %,d states is reached: nothing is said about the rest; raise --limit or lower --faults"
              .formatted(limit));
    }
    return searches;
  }

  /** Both tenants at once. */
  private final class Fleet {
    private long states;
    private long steps;
    private long ends;
    private final List<String> violations = new ArrayList<>();

    void search(List<TenantSearch> tenants) {
      var search =
          new FleetSearch(tenants.getFirst(), tenants.getLast(), together, SearchCommand.this::say);
      var lost = search.run();
      states = search.states();
      steps = search.steps();
      ends = search.ends();
      if (!lost.isEmpty()) {
        violations.add(
            text(new TenantSearch.Violation("both at once: no end can be reached", lost)));
      }
    }
  }

  private Figures figures(List<TenantSearch> alone, Fleet fleet, double seconds) {
    long states = alone.stream().mapToLong(TenantSearch::size).sum();
    long steps = alone.stream().mapToLong(search -> search.graph().edges()).sum();
    var violations = new ArrayList<>(fleet.violations);
    for (var search : alone) {
      var violation = search.violation();
      if (violation != null) {
        violations.add(text(violation));
      }
    }
    var taken = new HashSet<Row>();
    alone.forEach(search -> taken.addAll(search.model().sagas().taken()));
    var never = NotTaken.of(taken);
    never.forEach((reason, rows) -> say("never taken, " + reason + ": " + rows));
    return Figures.of("search")
        .with("faults", faults)
        .with("faultsTogether", together)
        .with("states", states + fleet.states)
        .with("statesOfOne", states)
        .with("statesOfBoth", fleet.states)
        .with("transitions", steps + fleet.steps)
        .with("depth", alone.stream().mapToInt(TenantSearch::depth).max().orElse(0))
        .with("endsOfOne", alone.stream().mapToInt(TenantSearch::ends).sum())
        .with("endsOfBoth", fleet.ends)
        .with("rowsTaken", taken.size())
        .with("rows", NotTaken.rows())
        .with("seconds", Math.round(seconds * 10) / 10.0)
        .with("statesPerSecond", Math.round((states + fleet.states) / seconds))
        .violations(violations)
        .figures();
  }

  private String text(TenantSearch.Violation violation) {
    return violation.what()
        + "\n  replay: ./drydock verify search --faults "
        + faults
        + " --together "
        + together
        + "\n  "
        + String.join("\n  ", violation.trace());
  }
}
