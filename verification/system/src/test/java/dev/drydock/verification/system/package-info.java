/**
 * Black-box tests: the built suite as real processes, driven by its own command line, killed and
 * looked at from outside.
 */
@NullMarked
package dev.drydock.verification.system;

import org.jspecify.annotations.NullMarked;
