/** Sends webhooks to addresses that were checked. */
@NullMarked
package dev.drydock.notifier.okhttp;

import org.jspecify.annotations.NullMarked;
