/** The catalogue in the service's own database. */
@NullMarked
package dev.drydock.backup.persistence;

import org.jspecify.annotations.NullMarked;
