/** What upgrades are made of: pure values and rules, no clock, no I/O, no framework. */
@NullMarked
package dev.drydock.coordinator.domain;

import org.jspecify.annotations.NullMarked;
