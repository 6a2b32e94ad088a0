/** Questions to the coordinator over HTTP. */
@NullMarked
package dev.drydock.backup.coordinator;

import org.jspecify.annotations.NullMarked;
