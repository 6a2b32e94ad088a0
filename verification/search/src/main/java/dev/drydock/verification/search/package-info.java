/** Exhaustive search of the saga: every interleaving, up to three faults. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.search;
