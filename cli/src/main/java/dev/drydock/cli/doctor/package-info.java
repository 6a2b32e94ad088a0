/** Checks of everything that Drydock needs: what was found, and what to do about it. */
@NullMarked
package dev.drydock.cli.doctor;

import org.jspecify.annotations.NullMarked;
