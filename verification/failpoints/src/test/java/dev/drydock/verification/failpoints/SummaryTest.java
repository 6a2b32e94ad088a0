package dev.drydock.verification.failpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.failpoints.CaseResult.Outcome;
import dev.drydock.verification.failpoints.agent.Catalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  private static final Matrix THREE =
      new Matrix(Matrix.of(Catalogue.points(), List.of("postgres")).cases().subList(0, 3));

  @TempDir Path folder;

  private void add(Results results, int index, Outcome outcome, String... remarks) {
    var id = THREE.cases().get(index).id();
    results.add(new CaseResult(id, outcome, 4, "up-1", "{}", List.of(remarks)));
  }

  @Test
  void aCaseThatDidNotFireHasNotPassed() {
    var results = Results.in(folder);
    add(results, 0, Outcome.PASSED);
    add(results, 1, Outcome.NOT_REACHED, "it did not fire");
    add(results, 2, Outcome.EXPLAINED, "why");

    var figures = Summary.of(THREE, results, List.of());

    assertThat(figures.passed()).isFalse();
    assertThat(figures.violations())
        .singleElement()
        .asString()
        .contains("not reached", THREE.cases().get(1).id(), THREE.cases().get(1).replay());
    assertThat(figures.values()).containsEntry("passed", 1).containsEntry("explained", 1);
  }

  @Test
  void aViolationNamesWhatReplaysIt() {
    var results = Results.in(folder);
    add(results, 0, Outcome.VIOLATION, "twice");

    assertThat(Summary.of(THREE, results, List.of("left behind")).violations())
        .containsExactly("left behind", "twice (" + THREE.cases().get(0).replay() + ")");
  }

  @Test
  void resultsAreReadAgain() {
    var first = Results.in(folder);
    add(first, 0, Outcome.PASSED);
    add(first, 1, Outcome.VIOLATION, "twice");

    assertThat(Results.in(folder).all()).isEqualTo(first.all());
    assertThat(Results.in(folder).ids()).hasSize(2);
  }
}
