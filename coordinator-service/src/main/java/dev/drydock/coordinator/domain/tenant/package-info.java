/** Tenants as the fleet's register knows them, and the language that selects some of them. */
@NullMarked
package dev.drydock.coordinator.domain.tenant;

import org.jspecify.annotations.NullMarked;
