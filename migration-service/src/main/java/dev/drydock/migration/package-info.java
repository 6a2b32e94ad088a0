/** Inspects, migrates and verifies tenants; keeps their writers out and lets them in again. */
@NullMarked
package dev.drydock.migration;

import org.jspecify.annotations.NullMarked;
