/** The same door on every service: bearer tokens, roles and problem+json (RFC 9457). */
@NullMarked
package dev.drydock.access;

import org.jspecify.annotations.NullMarked;
