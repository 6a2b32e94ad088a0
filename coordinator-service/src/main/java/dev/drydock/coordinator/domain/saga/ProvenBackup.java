package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.BackupReference;

/** A backup of this pass that was restored and found equal; only {@link Proving} makes one. */
public record ProvenBackup(BackupReference reference) {}
