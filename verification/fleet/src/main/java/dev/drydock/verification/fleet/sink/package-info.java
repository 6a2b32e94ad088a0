/** A receiver of webhooks that checks signatures. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fleet.sink;
