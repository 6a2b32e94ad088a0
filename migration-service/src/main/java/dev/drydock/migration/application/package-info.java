/** One executor per command, and the ports that they need. */
@NullMarked
package dev.drydock.migration.application;

import org.jspecify.annotations.NullMarked;
