/** The REST API; translates and never decides. */
@NullMarked
package dev.drydock.coordinator.http;

import org.jspecify.annotations.NullMarked;
