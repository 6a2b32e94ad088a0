/** Deliberate breakages of the protocol, each with a seed that shows that it would be found. */
@NullMarked
package dev.drydock.verification.simulation.mutants;

import org.jspecify.annotations.NullMarked;
