/** The choice, with fakes; the containers, where an engine answers. */
@NullMarked
package dev.drydock.containers;

import org.jspecify.annotations.NullMarked;
