/** Coverage-guided fuzzing of everything that reads what others wrote. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fuzz;
