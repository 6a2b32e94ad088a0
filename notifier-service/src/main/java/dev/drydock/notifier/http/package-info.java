/** The dashboard, its stream, the REST API and the sign-in. */
@NullMarked
package dev.drydock.notifier.http;

import org.jspecify.annotations.NullMarked;
