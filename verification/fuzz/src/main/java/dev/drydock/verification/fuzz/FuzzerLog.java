package dev.drydock.verification.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What libFuzzer and Jazzer print, line by line: how many inputs, what coverage, what was found.
 */
final class FuzzerLog {
  private static final Pattern STATUS =
      Pattern.compile("#(\\d+)\\s+([A-Z]\\w+)\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/.*");
  private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in \\d+ second.*");
  private static final Pattern THROWN = Pattern.compile("== Java Exception: (.*)");
  private static final Pattern FRAME = Pattern.compile("\\s+at (dev\\.drydock\\.\\S+)");
  private static final Pattern WRITTEN = Pattern.compile(".*Test unit written to (.*)");
  private static final Pattern TOO_LONG = Pattern.compile("ALARM: working on the last Unit.*");

  private final List<Finding> findings = new ArrayList<>();
  private long executions;
  private long coverageAtFirst = -1;
  private long coverage;
  private long kept;
  private @Nullable String thrown;
  private @Nullable String frame;

  /**
   * @param what the exception, or that it took too long
   * @param where the topmost frame of ours, {@code null} when there is none
   * @param input the file that holds the input
   */
  record Finding(String what, @Nullable String where, String input) {}

  void line(String line) {
    status(STATUS.matcher(line));
    number(EXECUTED.matcher(line));
    number(DONE.matcher(line));
    var exception = THROWN.matcher(line);
    if (exception.matches()) {
      thrown = exception.group(1);
      frame = null;
    } else if (TOO_LONG.matcher(line).matches()) {
      thrown = "no end within the time limit";
      frame = null;
    }
    place(FRAME.matcher(line));
    written(WRITTEN.matcher(line));
  }

  private void status(Matcher status) {
    if (status.matches()) {
      executions = Math.max(executions, Long.parseLong(status.group(1)));
      coverage = Long.parseLong(status.group(3));
      kept = Long.parseLong(status.group(5));
      if (status.group(2).equals("INITED")) {
        coverageAtFirst = coverage;
      }
    }
  }

  private void number(Matcher count) {
    if (count.matches()) {
      executions = Math.max(executions, Long.parseLong(count.group(1)));
    }
  }

  private void place(Matcher found) {
    if (frame == null && found.lookingAt() && !found.group(1).contains(".Property.")) {
      frame = found.group(1);
    }
  }

  private void written(Matcher file) {
    if (file.matches() && !file.group(1).contains("/slow-unit-")) {
      findings.add(
          new Finding(thrown == null ? "the fuzzer stopped" : thrown, frame, file.group(1)));
      thrown = null;
    }
  }

  long executions() {
    return executions;
  }

  long coverage() {
    return coverage;
  }

  /** What this run reached and the kept corpus does not. */
  long newCoverage() {
    return coverageAtFirst < 0 ? 0 : coverage - coverageAtFirst;
  }

  /** Inputs worth keeping, those of the corpus among them. */
  long kept() {
    return kept;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
