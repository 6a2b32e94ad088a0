package dev.drydock.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What tells a process from a later one with the same PID: on Linux the boot and the clock ticks
 * from it to the start, which no step of the wall clock moves; elsewhere the start by wall clock.
 */
public final class ProcessIdentity {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Field 22 of {@code /proc/PID/stat}; the fields after the name in brackets begin with 3. */
  private static final int START_TICKS = 22 - 3;

  private ProcessIdentity() {}

  public static String of(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Files.readString(BOOT).strip() + "/" + fields[START_TICKS];
    } catch (IOException e) {
      return process.info().startInstant().orElse(Instant.EPOCH).toString();
    }
  }
}
