/** The projection, the event log, sessions and webhooks in PostgreSQL. */
@NullMarked
package dev.drydock.notifier.persistence;

import org.jspecify.annotations.NullMarked;
