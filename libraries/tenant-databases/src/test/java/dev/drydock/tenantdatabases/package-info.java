/** The specification of every engine. */
@NullMarked
package dev.drydock.tenantdatabases;

import org.jspecify.annotations.NullMarked;
