/** What of the fuzzing can be shown without a fuzzer, and what a seed means. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fuzz;
