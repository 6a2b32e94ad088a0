/** Reads the coordinator's ledger by REST. */
@NullMarked
package dev.drydock.notifier.ledger;

import org.jspecify.annotations.NullMarked;
