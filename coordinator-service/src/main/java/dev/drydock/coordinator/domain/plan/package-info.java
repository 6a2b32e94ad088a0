/** Plans whose tenants are asked: their names, and what is known of each tenant. */
@NullMarked
package dev.drydock.coordinator.domain.plan;

import org.jspecify.annotations.NullMarked;
