/** Keys of this service, and the beans that they make. */
@NullMarked
package dev.drydock.migration.configuration;

import org.jspecify.annotations.NullMarked;
