/** The catalogue and its operations over HTTP. */
@NullMarked
package dev.drydock.backup.http;

import org.jspecify.annotations.NullMarked;
