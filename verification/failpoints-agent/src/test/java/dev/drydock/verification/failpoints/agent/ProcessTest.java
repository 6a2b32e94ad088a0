package dev.drydock.verification.failpoints.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.failpoints.agent.hook.Action;
import dev.drydock.verification.failpoints.agent.hook.Failpoint;
import dev.drydock.verification.failpoints.agent.hook.Order;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a whole process, tried on one. */
class ProcessTest {
  private static final String POINT = "s.point";

  @TempDir Path folder;

  /** What the process runs: comes by the point, and says how long that took. */
  public static void main(String[] arguments) {
    Failpoint.use(new File(arguments[0]), "s\t1", Map.of());
    long began = System.nanoTime();
    Failpoint.after(POINT, "");
    System.exit(System.nanoTime() - began > 300_000_000L ? 3 : 0);
  }

  private int exitOf(Action action) throws Exception {
    var order = new Order("1", POINT, Order.ANY, action, 1, "", 500);
    Files.writeString(folder.resolve("armed"), order.line() + "\n");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProcessTest.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void halted_likeSigkill_andWrittenDown() throws Exception {
    assertThat(exitOf(Action.HALT)).isEqualTo(137);
    assertThat(folder.resolve("fired-1")).content().startsWith(POINT + "\tHALT\ts\t1\t");
  }

  @Test
  void stopped_thenGoesOn() throws Exception {
    assertThat(exitOf(Action.STOP)).isEqualTo(3);
  }
}
