/** The embedded stack: everything that Drydock needs, on one machine, without containers. */
@NullMarked
package dev.drydock.local.stack;

import org.jspecify.annotations.NullMarked;
