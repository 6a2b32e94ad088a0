/** The drydock command: its entry point and exit codes. */
@NullMarked
package dev.drydock.cli;

import org.jspecify.annotations.NullMarked;
