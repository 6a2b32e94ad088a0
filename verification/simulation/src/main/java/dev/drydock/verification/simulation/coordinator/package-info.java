/** The ledger in memory, and replicas of the coordinator with its real use cases on it. */
@NullMarked
package dev.drydock.verification.simulation.coordinator;

import org.jspecify.annotations.NullMarked;
