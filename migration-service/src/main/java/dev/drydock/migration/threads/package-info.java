/** Time and threads of this machine. */
@NullMarked
package dev.drydock.migration.threads;

import org.jspecify.annotations.NullMarked;
