/** The world behind the workers' ports: tenant servers, the object store, applications. */
@NullMarked
package dev.drydock.verification.simulation.workers;

import org.jspecify.annotations.NullMarked;
