/** The steps of the backup service, and the ports they need. */
@NullMarked
package dev.drydock.backup.application;

import org.jspecify.annotations.NullMarked;
