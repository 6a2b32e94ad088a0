package dev.drydock.verification.failpoints.agent.hook;

/**
 * A failpoint that is armed: it fires once, in whichever process comes first.
 *
 * @param id names the firing's record; a file name
 * @param point its name; {@code *} with {@link Action#OBSERVE}
 * @param engine the package of the adapter that is woven; {@code *} for any
 * @param hit which hit in one process fires, from 1
 * @param after the order that must have fired before hits count; empty for none
 * @param stopMs how long {@link Action#STOP} stops, and {@link Action#EXECUTED_BUT_TIMED_OUT} waits
 */
public record Order(
    String id, String point, String engine, Action action, int hit, String after, long stopMs) {
  public static final String ANY = "*";

  /** As it stands in the control file. */
  public String line() {
    return String.join(
        "\t",
        id,
        point,
        engine,
        action.name(),
        Integer.toString(hit),
        after,
        Long.toString(stopMs));
  }

  static Order parse(String line) {
    var fields = line.split("\t", -1);
    return new Order(
        fields[0],
        fields[1],
        fields[2],
        Action.valueOf(fields[3]),
        Integer.parseInt(fields[4]),
        fields[5],
        Long.parseLong(fields[6]));
  }

  boolean concerns(String hitPoint, String hitEngine) {
    return (point.equals(ANY) || point.equals(hitPoint))
        && (engine.equals(ANY) || engine.equals(hitEngine));
  }
}
