/** A canary fleet on an embedded stack of real processes, and the checker of the invariants. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fleet;
