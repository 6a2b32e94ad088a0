/** Bundles from the object store, checked against their address. */
@NullMarked
package dev.drydock.migration.storage;

import org.jspecify.annotations.NullMarked;
