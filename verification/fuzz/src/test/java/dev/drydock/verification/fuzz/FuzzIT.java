package dev.drydock.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.figures.Figures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a seed means. */
class FuzzIT {
  private static final Folders FOLDERS =
      Folders.below(Path.of(System.getProperty("drydock.root", "../..")));
  private static final List<Target> TARGETS = List.of(Target.TENANTS_CSV, Target.SHEETS);

  @Test
  void theSameSeedDoesTheSameWork_andAnotherOneOther() throws Exception {
    var first = fuzzed(7);
    var again = fuzzed(7);
    var other = fuzzed(8);

    assertThat(work(again)).isEqualTo(work(first));
    assertThat(work(other)).doesNotContainAnyElementsOf(work(first));
  }

  private static Figures fuzzed(long seed) throws Exception {
    return new Campaign(FOLDERS, seed, Bound.runs(3000), _ -> {}).over(TARGETS, 2);
  }

  private static List<Object> work(Figures figures) {
    var each = (Map<?, ?>) Objects.requireNonNull(figures.values().get("perTarget"));
    return each.values().stream()
        .<Object>map(target -> Objects.requireNonNull(((Map<?, ?>) target).get("work")))
        .toList();
  }
}
