package dev.drydock.verification.failpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Failpoint;
import dev.drydock.verification.failpoints.agent.hook.Injected;
import dev.drydock.verification.failpoints.agent.hook.Order;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is armed here fires there. */
class ControlTest {
  @TempDir Path folder;

  @Test
  void armedFiredDisarmed() {
    var control = new Control(folder);
    Failpoint.use(folder.toFile(), "s\t1", Map.of());
    var order = new Order("c-1", "s.point", Order.ANY, Action.EXCEPTION, 1, "", 1);
    assertThat(control.hasFired(order)).isFalse();

    control.arm(List.of(order));
    assertThatThrownBy(() -> Failpoint.after("s.point", "")).isInstanceOf(Injected.class);

    assertThat(control.hasFired(order)).isTrue();
    control.disarm();
    assertThat(folder.resolve("armed")).doesNotExist();
  }
}
