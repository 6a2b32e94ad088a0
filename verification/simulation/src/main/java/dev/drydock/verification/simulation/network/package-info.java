/** What lies between the processes: topics and requests, with all that goes wrong on the way. */
@NullMarked
package dev.drydock.verification.simulation.network;

import org.jspecify.annotations.NullMarked;
