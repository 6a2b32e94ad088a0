/** Archives and manifests in the object store: compressed, encrypted, signed. */
@NullMarked
package dev.drydock.backup.storage;

import org.jspecify.annotations.NullMarked;
