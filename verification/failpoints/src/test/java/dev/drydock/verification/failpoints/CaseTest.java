package dev.drydock.verification.failpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.failpoints.agent.Catalogue;
import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static final Matrix ALL = Matrix.of(Catalogue.points(), List.of("postgres"));

  private static Case named(String id) {
    return ALL.where(each -> each.id().equals(id)).cases().getFirst();
  }

  @Test
  void itsReplayNamesPointAndAction() {
    assertThat(named("backup.restore.after@postgres/executed-but-timed-out").replay())
        .isEqualTo(
            "./drydock verify failpoints --only backup.restore.after"
                + " --action executed-but-timed-out");
  }

  @Test
  void aStopOutlastsTheLease() {
    assertThat(named("backup.restore.after@postgres/stop").orders("7"))
        .containsExactly(
            new Order("7", "backup.restore.after", "postgres", Action.STOP, 1, "", 5_000));
  }

  @Test
  void whatIsReachedOnlyAfterAFailureWaitsForIt() {
    assertThat(named("migration.inspect.receipts@postgres/halt").orders("7"))
        .extracting(Order::id, Order::point, Order::action, Order::after)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "7-before", "migration.migrate.enter.after", Action.HALT, ""),
            org.assertj.core.groups.Tuple.tuple(
                "7", "migration.inspect.receipts", Action.HALT, "7-before"));
  }
}
