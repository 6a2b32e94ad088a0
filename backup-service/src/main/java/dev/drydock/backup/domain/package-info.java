/** What a backup is, what binds it to its tenant, and which backups may go; no clock, no I/O. */
@NullMarked
package dev.drydock.backup.domain;

import org.jspecify.annotations.NullMarked;
