/** What the events add up to: pure, no clock, no I/O. */
@NullMarked
package dev.drydock.notifier.domain;

import org.jspecify.annotations.NullMarked;
