/**
 * The real coordinator and the real worker executors in one thread, virtual time, one seed; and
 * mutants of the protocol.
 */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.simulation;
