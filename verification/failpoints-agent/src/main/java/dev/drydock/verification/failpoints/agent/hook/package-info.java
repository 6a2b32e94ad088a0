/** What woven code calls; visible to every class loader, so it uses the JDK alone. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.failpoints.agent.hook;
