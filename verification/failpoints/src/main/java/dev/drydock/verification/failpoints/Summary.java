package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.CaseResult.Outcome;
import dev.drydock.verification.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of the cases that were asked for. */
final class Summary {
  private Summary() {}

  /**
   * @param ofWholeStacks violations beyond the cases' own
   */
  static Figures of(Matrix wanted, Results results, List<String> ofWholeStacks) {
    Map<String, Case> cases =
        wanted.cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
    var mine = results.all().stream().filter(each -> cases.containsKey(each.id())).toList();
    var notReached = ids(mine, Outcome.NOT_REACHED);
    var violations = new ArrayList<>(ofWholeStacks);
    for (var result : mine) {
      var replay = Objects.requireNonNull(cases.get(result.id())).replay();
      switch (result.outcome()) {
        case VIOLATION ->
            result.remarks().forEach(each -> violations.add(each + " (" + replay + ")"));
        case NOT_REACHED -> violations.add("not reached: " + result.id() + " (" + replay + ")");
        case PASSED, EXPLAINED -> {}
      }
    }
    return Figures.of("failpoints")
        .with("points", wanted.cases().stream().map(Case::point).distinct().count())
        .with("cases", mine.size())
        .with("passed", ids(mine, Outcome.PASSED).size())
        .with("explained", ids(mine, Outcome.EXPLAINED).size())
        .with("notReached", notReached)
        .with("secondsPerCase", secondsPerCase(mine))
        .violations(violations)
        .figures();
  }

  private static List<String> ids(List<CaseResult> results, Outcome outcome) {
    return results.stream().filter(each -> each.outcome() == outcome).map(CaseResult::id).toList();
  }

  private static double secondsPerCase(List<CaseResult> results) {
    double mean = results.stream().mapToDouble(CaseResult::seconds).average().orElse(0);
    return Math.round(mean * 10) / 10.0;
  }
}
