/** One thread, virtual time, one seed: processes as coroutines, faults drawn, a history to read. */
@NullMarked
package dev.drydock.verification.simulation.kernel;

import org.jspecify.annotations.NullMarked;
