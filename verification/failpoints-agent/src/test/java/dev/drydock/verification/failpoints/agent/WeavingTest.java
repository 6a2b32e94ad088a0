package dev.drydock.verification.failpoints.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.verification.failpoints.agent.Point.Moment;
import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Failpoint;
import dev.drydock.verification.failpoints.agent.hook.Injected;
import dev.drydock.verification.failpoints.agent.hook.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Woven code fails as it was ordered to, once, and says so. */
class WeavingTest {
  private static final String BEFORE = "s.work.before";
  private static final String AFTER = "s.work.after";
  private static final String CALLED = "s.work.called";

  @TempDir Path folder;

  private Port port = new Subject();

  @BeforeEach
  void weave() throws ReflectiveOperationException {
    var caller = Subject.Caller.class.getName();
    Failpoint.use(folder.toFile(), "s\t1", Map.of(CALLED, caller));
    var weaving =
        new Weaving(
            List.of(
                point(BEFORE, Moment.BEFORE, null),
                point(AFTER, Moment.AFTER, null),
                point(CALLED, Moment.AFTER, caller)));
    var type = TypeDescription.ForLoadedType.of(Subject.class);
    var woven =
        weaving
            .weave(new ByteBuddy().redefine(Subject.class), type)
            .make()
            .load(getClass().getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
            .getLoaded();
    port = (Port) woven.getConstructor().newInstance();
  }

  private static Point point(String name, Moment moment, @Nullable String caller) {
    return new Point(
        name,
        "s",
        Subject.class.getName(),
        "work",
        null,
        moment,
        false,
        caller,
        1,
        false,
        Optional.empty());
  }

  /** Under an ID of this test: hits are counted per process. */
  private String arm(String point, Action action, int hit, String after) throws Exception {
    var id = folder.getFileName() + "-" + point + "-" + action;
    var order = new Order(id, point, Order.ANY, action, hit, after, 10);
    Files.writeString(folder.resolve("armed"), order.line() + "\n");
    return id;
  }

  private boolean fired(String id) {
    return Files.exists(folder.resolve("fired-" + id));
  }

  @Test
  void nothingArmed_nothingHappens() {
    assertThat(port.work(1)).isEqualTo(2);
    assertThat(port.done()).containsExactly("work 1");
  }

  @Test
  void exceptionBefore_theBodyDoesNotRun() throws Exception {
    var id = arm(BEFORE, Action.EXCEPTION, 1, "");

    assertThatThrownBy(() -> port.work(1))
        .isInstanceOf(Injected.class)
        .hasMessageContaining(BEFORE);

    assertThat(port.done()).isEmpty();
    assertThat(fired(id)).isTrue();
  }

  @Test
  void firesOnce() throws Exception {
    arm(BEFORE, Action.EXCEPTION, 1, "");
    assertThatThrownBy(() -> port.work(1)).isInstanceOf(Injected.class);

    assertThat(port.work(2)).isEqualTo(3);
  }

  @Test
  void theSecondHitIsMeant() throws Exception {
    arm(BEFORE, Action.EXCEPTION, 2, "");
    assertThat(port.work(1)).isEqualTo(2);

    assertThatThrownBy(() -> port.work(2)).isInstanceOf(Injected.class);
    assertThat(port.done()).containsExactly("work 1");
  }

  @Test
  void executedButTimedOut_theBodyRunsAndTheCallerDoesNotKnow() throws Exception {
    arm(BEFORE, Action.EXECUTED_BUT_TIMED_OUT, 1, "");

    assertThatThrownBy(() -> port.work(1)).isInstanceOf(Injected.class);

    assertThat(port.done()).containsExactly("work 1");
  }

  @Test
  void exceptionAfter_theBodyHasRun() throws Exception {
    arm(AFTER, Action.EXCEPTION, 1, "");

    assertThatThrownBy(() -> port.work(1)).isInstanceOf(Injected.class).hasMessageContaining(AFTER);

    assertThat(port.done()).containsExactly("work 1");
  }

  @Test
  void onlyWithItsCaller() throws Exception {
    var id = arm(CALLED, Action.NOTHING, 1, "");
    port.work(1);
    assertThat(fired(id)).isFalse();

    Subject.Caller.call(port);
    assertThat(fired(id)).isTrue();
  }

  @Test
  void onlyAfterWhatProvokesIt() throws Exception {
    var id = arm(AFTER, Action.NOTHING, 1, "other");
    port.work(1);
    assertThat(fired(id)).isFalse();

    Files.createFile(folder.resolve("fired-other"));
    port.work(1);
    assertThat(fired(id)).isTrue();
  }

  @Test
  void observed_eachHitIsALine() throws Exception {
    arm(Order.ANY, Action.OBSERVE, 1, "");
    port.work(1);
    port.work(2);

    assertThat(Files.readAllLines(folder.resolve("observed")))
        .extracting(line -> line.split("\t", 2)[0])
        .containsExactly(BEFORE, AFTER, BEFORE, AFTER);
  }

  @Test
  void theEngineIsTheAdaptersPackage() {
    assertThat(Weaving.engineOf("dev.drydock.tenantdatabases.postgres.Journal"))
        .isEqualTo("postgres");
    assertThat(Weaving.engineOf("org.postgresql.jdbc.PgConnection")).isEqualTo("postgres");
    assertThat(Weaving.engineOf("org.mariadb.jdbc.Connection")).isEqualTo("mariadb");
    assertThat(Weaving.engineOf("dev.drydock.tenantdatabases.TenantDatabases")).isEmpty();
    assertThat(Weaving.engineOf("io.agroal.pool.wrapper.ConnectionWrapper")).isEmpty();
  }
}
