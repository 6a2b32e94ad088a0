/** What the events add up to. */
@NullMarked
package dev.drydock.notifier.domain;

import org.jspecify.annotations.NullMarked;
