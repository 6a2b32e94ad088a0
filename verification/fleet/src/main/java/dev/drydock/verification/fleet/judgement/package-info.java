/** The invariants as rules over what was observed: observations can be kept and judged again. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fleet.judgement;
