/** The service against real servers, and what holds its shape. */
@NullMarked
package dev.drydock.notifier;

import org.jspecify.annotations.NullMarked;
