/** Use cases as verb phrases and the ports they need; transactions start here. */
@NullMarked
package dev.drydock.coordinator.application;

import org.jspecify.annotations.NullMarked;
