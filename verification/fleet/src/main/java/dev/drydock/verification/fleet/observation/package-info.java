/** Looks at ledger, topics, tenant databases, object store and webhook sink; changes nothing. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fleet.observation;
