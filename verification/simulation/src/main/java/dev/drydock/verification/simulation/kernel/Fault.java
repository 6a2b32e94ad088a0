package dev.drydock.verification.simulation.kernel;

/** What can go wrong; the range is how often, per chance that it gets, when a seed has it on. */
public enum Fault {
  /** A record is never delivered. */
  LOSS(0.005, 0.3),
  /** A record is delivered again, soon or much later. */
  DUPLICATE(0.005, 0.3),
  /** A record is overtaken by later ones. */
  REORDER(0.005, 0.3),
  /** A record or an answer takes minutes. */
  DELAY(0.002, 0.1),
  /** A connection to a database or to the store breaks before the request arrives. */
  CONNECTION_LOST(0.001, 0.4),
  /** A process ends at a scheduling point, and is started again. */
  CRASH(0.0003, 0.01),
  /** A process stands still for up to minutes, and goes on as if nothing had been. */
  STALL(0.0003, 0.01),
  /** A request takes effect, but its answer does not arrive. */
  EXECUTED_BUT_TIMED_OUT(0.001, 0.03),
  /** The store says yes and keeps nothing, or something else. */
  OK_BUT_LOST(0.005, 0.1),
  /** Bytes change in a record or in an archive. */
  CORRUPT(0.005, 0.1),
  /** A process's clock jumps by up to an hour, either way. */
  CLOCK_JUMP(0.0001, 0.002),
  /** The coordinator's database is set back to an older state, once or twice a seed. */
  LEDGER_ROLLED_BACK(0.3, 1),
  /** A process is cut off from the topics, or from the claims, for a while. */
  PARTITION(0.05, 0.5);

  final double least;
  final double most;

  Fault(double least, double most) {
    this.least = least;
    this.most = most;
  }
}
