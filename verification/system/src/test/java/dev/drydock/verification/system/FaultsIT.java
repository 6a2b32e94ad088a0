package dev.drydock.verification.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The demo, disturbed in the middle: afterwards it must have ended by itself as if nothing had
 * been.
 */
class FaultsIT {
  private static final Duration HEALING = Duration.ofMinutes(4);

  private final Drydock drydock = Drydock.inEmptyHome();
  private final RunningStack stack = new RunningStack(drydock, "demo");

  @AfterEach
  void stopTheStack() {
    assertThat(drydock.run("down", "--name", "demo", "--purge", "--yes").exitCode()).isZero();
  }

  @Test
  void givenARunningUpgrade_whenEachServiceIsKilledInTurn_thenItEndsByItself() {
    // given
    var demo = drydock.start("demo", "-o", "json");
    awaitEnded(1);

    // when
    for (var service : RunningStack.SERVICES) {
      int before = stack.ended();
      stack.kill(service);
      restart();
      awaitEnded(Math.min(before + 3, 60));
    }

    // then
    endsAsIfNothingHadBeen(demo);
  }

  @Test
  void givenARunningUpgrade_whenAllServicesAreKilledAtOnce_thenItEndsByItself() {
    // given
    var demo = drydock.start("demo", "-o", "json");
    awaitEnded(8);

    // when
    RunningStack.SERVICES.parallelStream().forEach(stack::kill);
    restart();

    // then
    endsAsIfNothingHadBeen(demo);
  }

  @Test
  void givenARunningUpgrade_whenEveryTopicIsDeleted_thenNothingIsLost() {
    // given
    var demo = drydock.start("demo", "-o", "json");
    awaitEnded(8);

    // when
    deleteEveryTopic();

    // then
    endsAsIfNothingHadBeen(demo);
  }

  private void awaitEnded(int tenants) {
    await()
        .atMost(HEALING)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> stack.isDescribed() && (stack.ended() >= tenants || stack.isOver()));
  }

  private void restart() {
    var up = drydock.run("up", "--name", "demo");
    assertThat(up.exitCode()).as(up.stderr()).isZero();
  }

  private void endsAsIfNothingHadBeen(Drydock.Running demo) {
    var run = demo.await(HEALING);
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(3);
    var counts = run.lastLine().path("counts");
    assertThat(counts.path("upgraded").asInt()).as(run.stdout()).isEqualTo(57);
    assertThat(counts.path("restored").asInt()).isEqualTo(1);
    assertThat(counts.path("untouched").asInt()).isEqualTo(2);
    assertThat(counts.path("parked").asInt()).isZero();
    new DemoFleetCheck(stack).allIsWell();
    new SecretsCheck(stack.folder()).noneIsOut();
  }

  private void deleteEveryTopic() {
    var settings = new Properties();
    settings.putAll(Map.of("bootstrap.servers", "127.0.0.1:" + stack.port("kafka")));
    try (var admin = Admin.create(settings)) {
      var names = admin.listTopics().names().get();
      assertThat(names).contains("drydock.results");
      admin.deleteTopics(names).all().get();
    } catch (ExecutionException e) {
      throw new AssertionError("could not delete the topics", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
