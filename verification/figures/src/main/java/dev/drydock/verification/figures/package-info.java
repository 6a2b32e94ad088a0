/** What every verification ends with: one line of figures, or JSON, and an exit code. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.figures;
