package dev.drydock.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** At most one running process of a server, ended at the latest when this JVM ends. */
final class ServerLife {
  private final String name;
  private final boolean outlives;
  private final Runnable atExit;
  private @Nullable ServerProcess process;
  private boolean hooked;

  /**
   * @param outlives true: the process goes on when this JVM ends
   */
  ServerLife(String name, boolean outlives, Runnable atExit) {
    this.name = name;
    this.outlives = outlives;
    this.atExit = atExit;
  }

  void started(ServerProcess started) {
    process = started;
    if (!outlives && !hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(new Thread(atExit, "stop-" + name));
    }
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  ServerProcess running() {
    if (process == null) {
      throw new LocalServerFailure(name + " was not started");
    }
    return process;
  }

  void awaitReady(BooleanSupplier ready, Duration deadline) {
    running().awaitReady(name, ready, deadline);
  }

  void end(String signal, Duration deadline) {
    if (process != null) {
      process.end(signal, deadline);
    }
  }

  void kill() {
    if (process != null) {
      process.kill();
    }
  }
}
