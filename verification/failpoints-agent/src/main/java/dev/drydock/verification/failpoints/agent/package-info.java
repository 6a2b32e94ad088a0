/** Named failpoints, woven into a service by a Java agent when it starts; production code knows nothing of them. */
package dev.drydock.verification.failpoints.agent;
