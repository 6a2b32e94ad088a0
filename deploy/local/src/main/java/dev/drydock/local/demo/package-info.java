/** A fleet of tenants to try an upgrade on: real databases, generated orders, a few flaws. */
@NullMarked
package dev.drydock.local.demo;

import org.jspecify.annotations.NullMarked;
