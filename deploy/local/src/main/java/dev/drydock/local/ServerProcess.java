package dev.drydock.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One server process in a session of its own, so that a terminal's Ctrl-C does not reach it; ended
 * by its PID alone.
 */
public final class ServerProcess {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LOG_TAIL_LINES = 15;

  private final ProcessHandle handle;
  private final Path log;

  private ServerProcess(ProcessHandle handle, Path log) {
    this.handle = handle;
    this.log = log;
  }

  /**
   * Starts the command; its output goes into the log, an older log is kept beside it.
   *
   * @param environment added to a minimal one: a child gets no secret that it does not need
   */
  public static ServerProcess start(
      List<String> command, Path workingFolder, Path log, Map<String, String> environment) {
    LocalFiles.rotate(log);
    var line = new ArrayList<>(List.of("setsid"));
    line.addAll(command);
    var builder = new ProcessBuilder(line).directory(workingFolder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR"));
    builder.environment().putAll(environment);
    try {
      return new ServerProcess(builder.start().toHandle(), log);
    } catch (IOException e) {
      throw new LocalServerFailure("could not start " + command.getFirst(), e);
    }
  }

  /** The process of an earlier start, when it still runs and is the same one. */
  public static java.util.Optional<ServerProcess> running(long pid, String identity, Path log) {
    return ProcessHandle.of(pid)
        .map(handle -> new ServerProcess(handle, log))
        .filter(ServerProcess::isAlive)
        .filter(process -> process.identity().equals(identity));
  }

  public long pid() {
    return handle.pid();
  }

  /** Together with the PID it names this process, also after PIDs were used again. */
  public String identity() {
    return ProcessIdentity.of(handle);
  }

  /** A zombie that nobody collected counts as ended. */
  public boolean isAlive() {
    return handle.isAlive() && !isZombie();
  }

  private boolean isZombie() {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until the probe says yes; a process that ended first fails with the end of its log, also
   * when somebody else answers on its port.
   */
  public void awaitReady(String name, BooleanSupplier ready, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      failWhenEnded(name);
      if (ready.getAsBoolean()) {
        failWhenEnded(name);
        return;
      }
      if (System.nanoTime() > end) {
        throw new LocalServerFailure(
            "%s not ready after %d s; %s:%n%s".formatted(name, deadline.toSeconds(), log, tail()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void failWhenEnded(String name) {
    if (!isAlive()) {
      throw new LocalServerFailure("%s ended while starting; %s:%n%s".formatted(name, log, tail()));
    }
  }

  /** Sends the signal, waits, and kills what is still there after the deadline. */
  void end(String signal, Duration deadline) {
    if (isAlive()) {
      signal(signal);
    }
    if (!awaitEnd(deadline)) {
      kill();
    }
  }

  /** Ends it as a service manager would: SIGTERM, then SIGKILL after the deadline. */
  public void terminate(Duration deadline) {
    end("TERM", deadline);
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    handle.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  private boolean awaitEnd(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    return !isAlive();
  }

  private void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
      kill.waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      handle.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String tail() {
    try {
      var lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }
}
