/**
 * Backs tenants up, proves each copy by restoring it, puts tenants back, and keeps copies no longer
 * than needed.
 */
@NullMarked
package dev.drydock.backup;

import org.jspecify.annotations.NullMarked;
