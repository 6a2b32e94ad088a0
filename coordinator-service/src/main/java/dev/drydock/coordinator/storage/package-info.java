/** Objects that the coordinator writes; translates and never decides. */
@NullMarked
package dev.drydock.coordinator.storage;

import org.jspecify.annotations.NullMarked;
