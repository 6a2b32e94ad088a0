package dev.drydock.verification.failpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.failpoints.agent.Catalogue;
import dev.drydock.verification.failpoints.agent.Point;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final Matrix ALL = Matrix.of(Catalogue.points(), List.of("postgres"));

  @Test
  void eachPointMeetsEachWayToFail() {
    assertThat(ALL.cases()).hasSize(Catalogue.points().size() * Matrix.ACTIONS.size());
    assertThat(ids(ALL)).hasSize(ALL.cases().size());
  }

  @Test
  void anAdapterThatIsAddedIsInTheMatrix() {
    var two = Matrix.of(Catalogue.points(), List.of("mariadb", "postgres"));

    long ofEngines = Catalogue.points().stream().filter(Point::ofEngines).count();
    assertThat(two.cases().size() - ALL.cases().size())
        .isEqualTo((int) ofEngines * Matrix.ACTIONS.size());
    assertThat(ids(two)).contains("backup.restore.before@mariadb/halt");
  }

  @Test
  void shardsAreTheWholeAndShareNothing() {
    var together = new TreeSet<String>();
    int sum = 0;
    for (int shard = 1; shard <= 3; shard++) {
      var part = ALL.shard(shard, 3);
      together.addAll(ids(part));
      sum += part.cases().size();
    }

    assertThat(together).isEqualTo(ids(ALL));
    assertThat(sum).isEqualTo(ALL.cases().size());
  }

  @Test
  void aSampleIsItsSeeds() {
    assertThat(ALL.sample(10, 7)).isEqualTo(ALL.sample(10, 7)).isNotEqualTo(ALL.sample(10, 8));
    assertThat(ALL.sample(10, 7).cases()).hasSize(10);
  }

  @Test
  void whatIsDoneIsLeftOut() {
    var first = ALL.cases().getFirst().id();

    assertThat(ids(ALL.without(Set.of(first))))
        .hasSize(ALL.cases().size() - 1)
        .doesNotContain(first);
  }

  private static Set<String> ids(Matrix matrix) {
    return matrix.cases().stream().map(Case::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
