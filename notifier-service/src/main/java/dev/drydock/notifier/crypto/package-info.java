/** Seals the signing secrets of webhooks and hashes session IDs. */
@NullMarked
package dev.drydock.notifier.crypto;

import org.jspecify.annotations.NullMarked;
