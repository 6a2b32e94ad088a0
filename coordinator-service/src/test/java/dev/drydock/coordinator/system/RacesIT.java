package dev.drydock.coordinator.system;

import static dev.drydock.coordinator.system.Api.ended;
import static dev.drydock.coordinator.system.Api.get;
import static dev.drydock.coordinator.system.Api.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.AdmitTenants;
import dev.drydock.coordinator.application.AdvanceAndAdmit;
import dev.drydock.coordinator.application.SendAgain;
import dev.drydock.messaging.WireCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Several coordinators step one saga. They share nothing but the database; as nothing in the use
 * cases is shared in memory either, threads that call them stand for coordinators.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RacesIT {
  private static final int TENANTS = 24;
  private static final int CONCURRENCY = 8;
  private static final int ON_ONE_HOST = 6;
  @Inject WireCodec codec;
  @Inject Fleet fleet;
  @Inject AdmitTenants admitTenants;
  @Inject AdvanceAndAdmit advance;
  @Inject SendAgain sendAgain;
  @Inject DataSource database;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger mostOnHost = new AtomicInteger();

  @Test
  void givenCoordinatorsThatRace_whenAnUpgradeRuns_thenNoLimitIsPassedAndNothingHappensTwice() {
    // given
    fleet.register("race", TENANTS);
    try (var workers = new FakeWorkers(codec, bootstrap, FakeWorkers::success);
        var coordinators = Executors.newScheduledThreadPool(10)) {
      // when
      var id = start("race", "rest", "0");
      IntStream.range(0, 2).forEach(_ -> race(coordinators, id, workers));
      every(coordinators, () -> measure(id));
      var view = ended(id);
      coordinators.shutdownNow();

      // then
      assertThat(failures).isEmpty();
      assertThat(view.getInt("counts.upgraded")).isEqualTo(TENANTS);
      assertThat(mostInFlight).hasValueBetween(2, CONCURRENCY);
      assertThat(mostOnHost).hasValueBetween(1, ON_ONE_HOST);
      for (int i = 0; i < TENANTS; i++) {
        var history = get("/api/v1/upgrades/" + id + "/tenants/race-%04d".formatted(i));
        assertThat(history.getBoolean("chainIntact")).isTrue();
        assertThat(history.getList("transitions.transition.to", String.class))
            .doesNotHaveDuplicates()
            .hasSize(8);
      }
      assertThat(
              workers.received().stream()
                  .filter(m -> m.envelope().upgradeId().value().equals(id))
                  .map(m -> m.envelope().id())
                  .distinct())
          .as("one command per step, however often it was sent")
          .hasSize(7 * TENANTS);
    }
  }

  private void race(ScheduledExecutorService coordinators, String id, FakeWorkers workers) {
    every(coordinators, () -> admitTenants.in(new UpgradeId(id)));
    every(coordinators, sendAgain::due);
    every(coordinators, () -> answerLately(id, workers));
  }

  /** The latest commands are answered once more, as a second delivery would. */
  private void answerLately(String id, FakeWorkers workers) {
    List<Message<? extends Command>> ours =
        workers.received().stream()
            .filter(m -> m.envelope().upgradeId().value().equals(id))
            .toList();
    for (var command : ours.subList(Math.max(0, ours.size() - 5), ours.size())) {
      advance.with(List.of(FakeWorkers.message(command.envelope(), FakeWorkers.success(command))));
    }
  }

  private void every(ScheduledExecutorService coordinators, Runnable work) {
    var _ =
        coordinators.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                if (!coordinators.isShutdown()) {
                  failures.add(e);
                }
              }
            },
            0,
            25,
            TimeUnit.MILLISECONDS);
  }

  private void measure(String id) {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement(
                "select coalesce(sum(n), 0), coalesce(max(n), 0) from (select count(*) n"
                    + " from tenant_upgrade where upgrade_id = ? and in_flight group by host) h")) {
      select.setString(1, id);
      try (var row = select.executeQuery()) {
        row.next();
        mostInFlight.accumulateAndGet(row.getInt(1), Math::max);
        mostOnHost.accumulateAndGet(row.getInt(2), Math::max);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
