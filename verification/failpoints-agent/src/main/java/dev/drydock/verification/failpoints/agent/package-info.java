/** A Java agent that weaves named failpoints into the services' classes when they are loaded. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.failpoints.agent;
