package dev.drydock.backup.domain;

import dev.drydock.contracts.FailureCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One backup as the catalogue knows it.
 *
 * @param position rises with each backup that the catalogue learns of
 * @param checkedAt when it was last read back, {@code null} if never
 * @param failure why it is {@link BackupState#CORRUPT}
 */
public record Backup(
    long position,
    Manifest manifest,
    BackupState state,
    @Nullable Instant provenAt,
    @Nullable Instant checkedAt,
    @Nullable FailureCode failure) {}
