package dev.drydock.local;

import java.nio.file.Path;

/** A server on this machine: one process, started until it answers, ended by its PID. */
public interface LocalServer extends AutoCloseable {
  /** Starts it unless it runs, and returns when it answers. */
  void start();

  /** Ends it cleanly; no effect when it does not run. */
  void stop();

  /** {@code kill -9}. */
  void kill();

  boolean isRunning();

  /** The process that was started or attached last. */
  ServerProcess process();

  default long pid() {
    return process().pid();
  }

  /** Takes over a process that an earlier JVM started. */
  void attach(ServerProcess running);

  Path log();

  @Override
  void close();
}
