package dev.drydock.verification.simulation.workers;

import dev.drydock.verification.simulation.kernel.Fault;

/** What may go wrong around a worker, besides its own end, as the kernel's faults. */
enum Mishap {
  /** A connection breaks before the request arrives. */
  CONNECTION_LOST(Fault.CONNECTION_LOST, 1),
  /** The request takes effect, its answer is lost. */
  EXECUTED_BUT_TIMED_OUT(Fault.EXECUTED_BUT_TIMED_OUT, 1),
  /** The store says yes and keeps nothing, or less. */
  OK_BUT_LOST(Fault.OK_BUT_LOST, 1),
  /** Stored bytes change. */
  CORRUPT(Fault.CORRUPT, 1),
  /** A tool that restores says yes, and leaves rows out. */
  LESS_RESTORED(Fault.CORRUPT, 0.5),
  /** A lock that does not come in time. */
  LOCKED(Fault.DELAY, 1);

  final Fault fault;
  final double weight;

  Mishap(Fault fault, double weight) {
    this.fault = fault;
    this.weight = weight;
  }
}
