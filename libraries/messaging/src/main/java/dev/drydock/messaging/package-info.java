/**
 * How the services talk: a message is admitted by the inbox and answered through the outbox in the
 * transaction that does the work; the relay sends; long work runs from a database lease.
 */
@NullMarked
package dev.drydock.messaging;

import org.jspecify.annotations.NullMarked;
