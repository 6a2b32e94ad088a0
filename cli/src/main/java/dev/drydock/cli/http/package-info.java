/** Calls to the services' REST API: where they are, the token, and what their refusals say. */
@NullMarked
package dev.drydock.cli.http;

import org.jspecify.annotations.NullMarked;
