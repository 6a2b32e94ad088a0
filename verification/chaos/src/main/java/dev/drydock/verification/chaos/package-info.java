/** A seeded schedule of faults against real processes, judged by the invariants. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.chaos;
