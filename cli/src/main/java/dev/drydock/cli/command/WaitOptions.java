package dev.drydock.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to watch. */
final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Age.class,
      description = "Stop watching after this time, such as 90s, 15m, 2h (exit code 5)")
  private @Nullable Duration timeout;

  @Nullable Duration timeout() {
    return timeout;
  }
}
