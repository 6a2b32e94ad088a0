package dev.drydock.cli.http;

import java.util.List;

/** Something the user can act on: what is wrong, where, and what to do next. */
public final class CliFailure extends RuntimeException {
  private final List<String> details;
  private final String next;

  /**
   * @param details one line each: a field, a line number, a reason
   * @param next the next step; empty when there is none
   */
  public CliFailure(String message, List<String> details, String next) {
    super(message);
    this.details = List.copyOf(details);
    this.next = next;
  }

  public CliFailure(String message, String next) {
    this(message, List.of(), next);
  }

  public List<String> details() {
    return details;
  }

  public String next() {
    return next;
  }
}
