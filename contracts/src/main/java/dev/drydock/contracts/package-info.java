/**
 * The words on the wire: what the services say to each other and to everyone else. JDK only, so
 * that any consumer can depend on it; additive within a {@code .v1} type.
 */
@NullMarked
package dev.drydock.contracts;

import org.jspecify.annotations.NullMarked;
