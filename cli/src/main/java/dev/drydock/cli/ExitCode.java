package dev.drydock.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What the process ends with; scripts rely on these numbers. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int ERROR = 1;
  public static final int USAGE = 2;
  public static final int TENANTS_NOT_UPGRADED = 3;
  public static final int HALTED = 4;
  public static final int WAIT_TIMED_OUT = 5;
  public static final int DETACHED = 130;

  private ExitCode() {}

  /** How an upgrade in this state ends the command that watched it. */
  public static int of(JsonNode upgrade) {
    return switch (upgrade.path("state").asText()) {
      case "COMPLETED" -> OK;
      case "COMPLETED_WITH_FAILURES" -> TENANTS_NOT_UPGRADED;
      case "PAUSED", "ABORTING", "ABORTED" -> HALTED;
      default -> WAIT_TIMED_OUT;
    };
  }
}
