/** Tenants whose every migration can be counted, and whose application goes on writing. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fleet.canary;
